/** Raw columns to features, without Spark's vectors: what a formula or a hasher makes of a row. */
package rllc.spark.encode;
