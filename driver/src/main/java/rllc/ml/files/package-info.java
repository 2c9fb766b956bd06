/** Saves pipelines in Spark's format without a Spark job. */
package rllc.ml.files;
