/**
 * Rows packed on the executors and sums over them in a fixed order; the linear model trained on
 * them.
 */
package rllc.spark;
