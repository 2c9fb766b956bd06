/** Passes over packed rows: losses, gradients and what rides along. */
package rllc.spark.gradient;
