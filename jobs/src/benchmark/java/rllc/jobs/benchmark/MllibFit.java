package rllc.jobs.benchmark;

import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One fit of Spark MLlib's LogisticRegression on a cached table.
 *
 * @param seconds of fit()
 * @param firstEvaluation seconds to the end of the first evaluation
 * @param evaluations milliseconds of the jobs of the later ones
 * @param tasks of such a job
 * @param objective at the end
 */
record MllibFit(
    double seconds, double firstEvaluation, double[] evaluations, int tasks, double objective) {
  static MllibFit run(Dataset<Row> table, double regParam, int maxSteps, JobTimes times)
      throws InterruptedException {
    times.take();
    long millis = System.currentTimeMillis();
    long start = System.nanoTime();
    LogisticRegressionModel model =
        new LogisticRegression().setRegParam(regParam).setMaxIter(maxSteps).fit(table);
    double seconds = (System.nanoTime() - start) * 1e-9;
    List<JobTimes.Job> evaluations =
        times.take().stream().filter(job -> job.name().contains("RDDLossFunction")).toList();
    double[] history = model.summary().objectiveHistory();
    return new MllibFit(
        seconds,
        (evaluations.get(0).endMillis() - millis) * 1e-3,
        evaluations.stream().skip(1).mapToDouble(JobTimes.Job::millis).toArray(),
        evaluations.get(0).tasks(),
        history[history.length - 1]);
  }
}
