/** Rows and labels as Spark has them, and how they become blocks. */
package rllc.spark.input;
