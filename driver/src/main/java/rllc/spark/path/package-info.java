/** Whole paths of penalties over rows that are packed once. */
package rllc.spark.path;
