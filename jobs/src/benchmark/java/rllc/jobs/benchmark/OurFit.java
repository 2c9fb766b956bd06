package rllc.jobs.benchmark;

import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.spark.LinearFit;
import rllc.spark.data.LabelledData;
import rllc.spark.input.Columns;
import rllc.train.run.RunControl;

/**
 * One fit of ours on the same cached table: classes, packing, statistics, preset lbfgs.
 *
 * @param seconds of all
 * @param firstEvaluation seconds to the end of the first evaluation
 * @param evaluations milliseconds of the jobs of the later ones
 * @param tasks of such a job
 * @param objective at the end
 */
record OurFit(
    double seconds, double firstEvaluation, double[] evaluations, int tasks, double objective) {
  static OurFit run(
      Problem problem,
      Dataset<Row> table,
      double regParam,
      int maxSteps,
      KernelMode kernel,
      RunSettings.Precision precision,
      JobTimes times)
      throws InterruptedException {
    times.take();
    TrainingSettings settings = settings(problem, regParam, maxSteps, kernel, precision);
    long millis = System.currentTimeMillis();
    long start = System.nanoTime();
    Columns columns = new Columns("features", "label", null);
    try (LabelledData data =
        LabelledData.pack(table, columns, problem.family(), BadRows.FAIL, Order.AS_READ)
            .as(precision)) {
      LinearFit fit = LinearFit.fit(data.rows(), data.labels(), settings, RunControl.nobody());
      double seconds = (System.nanoTime() - start) * 1e-9;
      // Statistics, and the rounding to floats, are jobs of the same name or another; the
      // evaluations are the last ones: one a pass.
      List<JobTimes.Job> jobs =
          times.take().stream().filter(job -> job.name().contains("ShardedSum")).toList();
      int passes = (int) Math.round(fit.last().passes());
      List<JobTimes.Job> evaluations = jobs.subList(jobs.size() - passes, jobs.size());
      return new OurFit(
          seconds,
          (evaluations.get(0).endMillis() - millis) * 1e-3,
          evaluations.stream().skip(1).mapToDouble(JobTimes.Job::millis).toArray(),
          evaluations.get(0).tasks(),
          fit.last().loss());
    }
  }

  private static TrainingSettings settings(
      Problem problem,
      double regParam,
      int maxSteps,
      KernelMode kernel,
      RunSettings.Precision precision) {
    OptionalDouble none = OptionalDouble.empty();
    return new TrainingSettings(
        new ModelSettings(problem.family(), regParam, 0, true, true),
        new OptimizerSettings.Lbfgs(),
        new StopSettings(maxSteps, none, none, 1e-6, none),
        new RunSettings(
            1, RunSettings.Coordinates.AUTO, RunSettings.Start.AUTO, kernel, precision));
  }
}
