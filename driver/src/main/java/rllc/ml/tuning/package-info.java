/** Spark's searches over parameters, with each fold's models trained together. */
package rllc.ml.tuning;
