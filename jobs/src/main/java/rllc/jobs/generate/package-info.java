/**
 * Synthetic data sets whose generating model is known, of any size, written in parallel.
 *
 * <p>{@link rllc.jobs.generate.GenerateSettings} says what is wanted, {@link
 * rllc.jobs.generate.SyntheticModel} draws single rows and knows no files, {@link
 * rllc.jobs.generate.SyntheticData} writes them with Spark.
 */
package rllc.jobs.generate;
