package rllc.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.spark.LocalSpark;
import rllc.spark.data.PackedData;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import rllc.spark.score.Metrics;

/**
 * Seconds of the metrics of the 3,000,000 flights of conf/data/fetch-flights-3m.sh, or of {@code
 * -Dflights=FILE}, in the form of conf/quickstart.conf under a made-up model: the first time and
 * the median of five more.
 */
public final class ScoreExperiment {
  private static final String QUERY =
      "SELECT CAST(delay > 15 AS INT) AS late, date_format(date, 'HH') AS hour, "
          + "date_format(date, 'E') AS weekday, distance, origin, destination FROM data";

  private ScoreExperiment() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    SparkSession spark = LocalSpark.start("local[2]");
    spark
        .read()
        .parquet(System.getProperty("flights", "../conf/data/flights-3m.parquet"))
        .createOrReplaceTempView("data");
    Dataset<Row> flights = spark.sql(QUERY);
    Transformer formula =
        new RFormula()
            .setFormula("late ~ hour + weekday + distance + origin + destination")
            .setHandleInvalid("keep")
            .fit(flights.sample(0.02, 1));
    try (PackedData rows =
        PackedData.pack(
            formula.transform(flights),
            new Columns("features", "late", null),
            LabelCoding.numeric(),
            BadRows.FAIL,
            Order.AS_READ)) {
      SplittableRandom random = new SplittableRandom(1);
      double[] theta = new double[rows.features() + 1];
      Arrays.setAll(theta, j -> 0.1 * random.nextGaussian() / (1 + j % 7));
      rows.moments();
      double first = seconds(rows, theta);
      double[] more = new double[5];
      Arrays.setAll(more, i -> seconds(rows, theta));
      Arrays.sort(more);
      System.out.printf(
          "%,d rows, metrics: first %.2f s, then %.2f s%n", rows.rows(), first, more[2]);
    } finally {
      spark.stop();
    }
  }

  private static double seconds(PackedData rows, double[] theta) {
    long start = System.nanoTime();
    Metrics.of(Family.binomial(), rows, theta, KernelMode.AUTO);
    return (System.nanoTime() - start) * 1e-9;
  }
}
