/** Packed tables: blocks on the executors, their statistics and their checks. */
package rllc.spark.data;
