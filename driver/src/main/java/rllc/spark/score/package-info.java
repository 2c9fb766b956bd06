/** Scores of a model on packed rows. */
package rllc.spark.score;
