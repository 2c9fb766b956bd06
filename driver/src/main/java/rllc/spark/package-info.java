/**
 * The entrance for Spark: a table and settings in, a fit out. The rooms below hold sums, input,
 * packed data, passes and scores.
 */
package rllc.spark;
