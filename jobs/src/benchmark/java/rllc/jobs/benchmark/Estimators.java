package rllc.jobs.benchmark;

import java.io.File;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.settings.JobSettings;
import rllc.ml.RllcLogisticRegression;
import rllc.ml.tuning.RllcCrossValidator;

/**
 * A fit, and the choice among ten regParams by three folds, with Spark's class and with ours: by
 * turns in one session, over one cached table of features, after a round that nobody counts.
 * Medians; the least and the largest ratio of the rounds; what was chosen.
 *
 * <p>Arguments: a settings file such as conf/flights-3m.conf, the number of rounds, areaUnderROC or
 * logLoss.
 */
public final class Estimators {
  private final Dataset<Row> table;
  private final int rounds;
  private final Evaluator evaluator;

  private Estimators(Dataset<Row> table, int rounds, String metric) {
    this.table = table;
    this.rounds = rounds;
    this.evaluator =
        metric.equals("logLoss")
            ? new MulticlassClassificationEvaluator().setMetricName(metric)
            : new BinaryClassificationEvaluator().setMetricName(metric);
  }

  public static void main(String[] words) {
    String file = new File(words.length > 0 ? words[0] : "../conf/quickstart.conf").getPath();
    int rounds = words.length > 1 ? Integer.parseInt(words[1]) : 3;
    String metric = words.length > 2 ? words[2] : "areaUnderROC";
    JobSettings settings = RawToModel.settings(new String[] {file});
    SparkSession spark = RawToModel.session();
    spark.read().parquet(settings.data().path()).createOrReplaceTempView("data");
    Dataset<Row> flights = spark.sql(settings.data().query().orElseThrow());
    RFormula formula =
        new RFormula().setFormula(settings.data().formula().orElseThrow()).setHandleInvalid("keep");
    Dataset<Row> features =
        formula.fit(flights).transform(flights).select("features", "label").cache();
    System.out.println(features.count() + " rows, Spark " + spark.version());
    Estimators benchmark = new Estimators(features, rounds, metric);
    benchmark.compare("fit", () -> benchmark.fit(ours()), () -> benchmark.fit(theirs()));
    benchmark.compare(
        "Spark's CrossValidator",
        () -> benchmark.choose(new CrossValidator(), ours()),
        () -> benchmark.choose(new CrossValidator(), theirs()));
    benchmark.compare(
        "RllcCrossValidator",
        () -> benchmark.choose(new RllcCrossValidator(), ours()),
        () -> benchmark.choose(new CrossValidator(), theirs()));
    spark.stop();
  }

  private static LogisticRegression ours() {
    return new RllcLogisticRegression();
  }

  private static LogisticRegression theirs() {
    return new LogisticRegression();
  }

  private String fit(LogisticRegression regression) {
    double[] objectives = regression.setRegParam(1e-5).fit(table).summary().objectiveHistory();
    return String.format(Locale.ROOT, "objective %.9f", objectives[objectives.length - 1]);
  }

  private String choose(CrossValidator search, LogisticRegression regression) {
    double[] penalties = IntStream.rangeClosed(1, 10).mapToDouble(k -> Math.pow(10, -k)).toArray();
    CrossValidatorModel model =
        search
            .setEstimator(regression)
            .setEstimatorParamMaps(
                new ParamGridBuilder().addGrid(regression.regParam(), penalties).build())
            .setEvaluator(evaluator)
            .setNumFolds(3)
            .setSeed(1)
            .fit(table);
    return Arrays.toString(model.avgMetrics());
  }

  private void compare(String name, Supplier<String> ours, Supplier<String> theirs) {
    double[] our = new double[rounds];
    double[] their = new double[rounds];
    double[] ratios = new double[rounds];
    String[] shown = {ours.get(), theirs.get()};
    for (int round = 0; round < rounds; round++) {
      boolean first = round % 2 == 0;
      double before = seconds(first ? ours : theirs);
      double after = seconds(first ? theirs : ours);
      our[round] = first ? before : after;
      their[round] = first ? after : before;
      ratios[round] = their[round] / our[round];
    }
    System.out.printf(
        Locale.ROOT,
        "%-24s rllc %7.2f s  MLlib %7.2f s  MLlib / rllc %6.2f (%.2f to %.2f)%n"
            + "  rllc  %s%n  MLlib %s%n",
        name,
        LoadingAlone.median(our),
        LoadingAlone.median(their),
        LoadingAlone.median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow(),
        shown[0],
        shown[1]);
  }

  private static double seconds(Supplier<String> work) {
    long start = System.nanoTime();
    work.get();
    return (System.nanoTime() - start) * 1e-9;
  }
}
