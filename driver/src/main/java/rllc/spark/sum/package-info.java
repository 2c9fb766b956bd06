/** Sums over shards in one fixed order, whatever the tasks and executors. */
package rllc.spark.sum;
