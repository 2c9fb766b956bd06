/** Spark ML's face: Spark's own models from our numbers, and back. */
package rllc.ml;
