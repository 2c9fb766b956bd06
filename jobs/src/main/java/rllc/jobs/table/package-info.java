/**
 * From files to a table, and from a table's raw columns to a vector column: plain Spark underneath.
 */
package rllc.jobs.table;
