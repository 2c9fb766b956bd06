package rllc.jobs.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rllc.kernel.KernelMode;
import rllc.settings.RunSettings.Precision;

/**
 * Whole fits beside Spark MLlib's on the same cached tables, in one session, by turns: what an
 * evaluation costs (a Spark job less an empty job of as many tasks), what comes before the first
 * one, and the whole. Medians of the repetitions, as ratios; the first of each is a warm-up.
 *
 * <p>Arguments: names of problems; none for all.
 */
public final class EndToEnd {
  private static final int REPETITIONS = 2;
  private static final double REG_PARAM = 1e-4;

  /** What is compared with MLlib. */
  private enum Ours {
    DOUBLE(KernelMode.NATIVE, Precision.DOUBLE),
    FLOAT(KernelMode.NATIVE, Precision.FLOAT),
    JAVA(KernelMode.JAVA, Precision.DOUBLE);

    private final KernelMode kernel;
    private final Precision precision;

    Ours(KernelMode kernel, Precision precision) {
      this.kernel = kernel;
      this.precision = precision;
    }
  }

  private final SparkSession spark;
  private final JobTimes times;

  private EndToEnd(SparkSession spark) {
    this.spark = spark;
    this.times = new JobTimes(spark);
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    String data = sharedData(Path.of("").toAbsolutePath()).toString();
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("end-to-end benchmark")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    List<Problem> problems =
        args.length == 0
            ? List.of(Problem.values())
            : Arrays.stream(args).map(a -> Problem.valueOf(a.toUpperCase(Locale.ROOT))).toList();
    EndToEnd benchmark = new EndToEnd(spark);
    for (Problem problem : problems) {
      Dataset<Row> table = problem.table(spark, data);
      benchmark.run(problem, table);
      table.unpersist(true);
    }
    spark.stop();
  }

  private void run(Problem problem, Dataset<Row> table) throws InterruptedException {
    List<MllibFit> mllib = new ArrayList<>();
    List<List<OurFit>> ours = new ArrayList<>();
    Arrays.stream(Ours.values()).forEach(kind -> ours.add(new ArrayList<>()));
    for (int repetition = 0; repetition <= REPETITIONS; repetition++) {
      mllib.add(MllibFit.run(table, REG_PARAM, problem.steps(), times));
      for (Ours kind : Ours.values()) {
        ours.get(kind.ordinal())
            .add(
                OurFit.run(
                    problem,
                    table,
                    REG_PARAM,
                    problem.steps(),
                    kind.kernel,
                    kind.precision,
                    times));
      }
    }
    double theirEmpty = emptyJob(mllib.get(0).tasks());
    double theirs = median(mllib.stream().map(MllibFit::evaluations)) - theirEmpty;
    System.out.printf(
        Locale.ROOT,
        "%-7s %-7s evaluation %7.1f ms (empty job %.1f)  first %5.2f s  fit %6.2f s  objective %.12g  evaluations %d%n",
        problem,
        "MLLIB",
        theirs,
        theirEmpty,
        middle(mllib, MllibFit::firstEvaluation),
        middle(mllib, MllibFit::seconds),
        mllib.get(REPETITIONS).objective(),
        mllib.get(REPETITIONS).evaluations().length + 1);
    for (Ours kind : Ours.values()) {
      List<OurFit> fits = ours.get(kind.ordinal());
      double empty = emptyJob(fits.get(0).tasks());
      double own = median(fits.stream().map(OurFit::evaluations)) - empty;
      System.out.printf(
          Locale.ROOT,
          "%-7s %-7s evaluation %7.1f ms (empty job %.1f)  first %5.2f s  fit %6.2f s  objective %.12g  evaluations %d"
              + "  |  MLlib / ours: evaluation %.1f  first %.1f  fit %.1f%n",
          problem,
          kind,
          own,
          empty,
          middle(fits, OurFit::firstEvaluation),
          middle(fits, OurFit::seconds),
          fits.get(REPETITIONS).objective(),
          fits.get(REPETITIONS).evaluations().length + 1,
          theirs / own,
          middle(mllib, MllibFit::firstEvaluation) / middle(fits, OurFit::firstEvaluation),
          middle(mllib, MllibFit::seconds) / middle(fits, OurFit::seconds));
    }
  }

  /** Median milliseconds of a job that does nothing in {@code tasks} tasks. */
  private double emptyJob(int tasks) throws InterruptedException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    times.take();
    for (int i = 0; i < 40; i++) {
      context.parallelize(List.of(1), tasks).count();
    }
    return median(times.take().stream().skip(10).mapToDouble(JobTimes.Job::millis).toArray());
  }

  private static <T> double middle(List<T> fits, java.util.function.ToDoubleFunction<T> of) {
    return median(fits.stream().skip(1).mapToDouble(of).toArray());
  }

  private static double median(java.util.stream.Stream<double[]> parts) {
    return median(parts.skip(1).flatMapToDouble(Arrays::stream).toArray());
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[n / 2] + sorted[(n - 1) / 2]) / 2;
  }

  /** The folder of the real data sets, beside this project. */
  private static Path sharedData(Path from) {
    for (Path folder = from; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("shared/data"))) {
        return folder.resolve("shared/data");
      }
    }
    throw new IllegalStateException("a folder shared/data must lie beside the project");
  }
}
