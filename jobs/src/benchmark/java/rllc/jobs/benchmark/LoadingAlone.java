package rllc.jobs.benchmark;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.randn;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.output.StepProgress;
import rllc.jobs.rows.RowLoader;
import rllc.jobs.rows.TrainingRows;
import rllc.jobs.settings.JobSettings;
import rllc.jobs.settings.SettingsReader;
import rllc.jobs.settings.SettingsText;

/**
 * From a file to packed rows, beside Spark's own scan of the same columns with nothing done to them
 * (its noop sink), in one session, by turns; the first round is a warm-up. Medians of the others.
 * Tables that are missing are made first, in the folder {@code raw-tables} of the target.
 *
 * <p>Arguments: the number of rounds, then names of tables; none for all.
 */
public final class LoadingAlone {
  private static final long ROWS = 1_000_000;
  private static final int VALUES = 100;
  private static final int TEXTS = 39;

  private enum Table {
    FLIGHTS,
    VECTORS,
    TEXTS,
    CSV
  }

  private final SparkSession spark;
  private final Path flights;
  private final Path made;

  private LoadingAlone(SparkSession spark, Path root) {
    this.spark = spark;
    this.flights = root.resolve("conf/flights-3m.conf");
    this.made = root.resolve("jobs/target/raw-tables");
  }

  public static void main(String[] words) {
    int rounds = words.length == 0 ? 3 : Integer.parseInt(words[0]);
    List<Table> tables =
        words.length < 2
            ? List.of(Table.values())
            : Arrays.stream(words)
                .skip(1)
                .map(word -> Table.valueOf(word.toUpperCase(Locale.ROOT)))
                .toList();
    SparkSession spark = RawToModel.session();
    Path here = Path.of("").toAbsolutePath();
    Path root = Files.isDirectory(here.resolve("conf")) ? here : here.getParent();
    LoadingAlone benchmark = new LoadingAlone(spark, root);
    tables.forEach(table -> benchmark.run(table, rounds));
    spark.stop();
  }

  private void run(Table table, int rounds) {
    JobSettings settings = settings(table);
    double[] ours = new double[rounds];
    double[] scans = new double[rounds];
    double[] ratios = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      double load = seconds(() -> load(settings));
      double scan = seconds(() -> scan(table, settings));
      if (round >= 0) {
        ours[round] = load;
        scans[round] = scan;
        ratios[round] = load / scan;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-8s load %6.2f s  scan %6.2f s  load / scan %5.2f (%.2f to %.2f)%n",
        table,
        median(ours),
        median(scans),
        median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow());
  }

  private void load(JobSettings settings) {
    RowLoader loader = new RowLoader(settings, new StepProgress(true), "benchmark");
    try (TrainingRows rows = loader.load(spark, Optional.empty())) {
      rows.train().rows().rows();
    }
  }

  /** What Spark itself needs for the same columns, schema and all. */
  private void scan(Table table, JobSettings settings) {
    String path = settings.data().path();
    Dataset<Row> read =
        table == Table.CSV
            ? spark.read().option("header", true).option("inferSchema", true).csv(path)
            : spark.read().parquet(path);
    read.createOrReplaceTempView("data");
    Dataset<Row> rows = settings.data().query().map(spark::sql).orElse(read);
    rows.write().format("noop").mode("overwrite").save();
  }

  private JobSettings settings(Table table) {
    return switch (table) {
      case FLIGHTS -> RawToModel.settings(new String[] {flights.toString()});
      case CSV ->
          RawToModel.settings(
              new String[] {
                flights.toString(), "data.path=" + table("flights.csv", this::makeCsv)
              });
      case VECTORS -> plain("data.path=" + table("vectors.parquet", this::makeVectors));
      case TEXTS -> {
        List<String> columns = IntStream.range(0, TEXTS).mapToObj(k -> "c" + k).toList();
        yield plain(
            "data.path=" + table("texts.parquet", this::makeTexts),
            "data.hash.columns=[" + String.join(",", columns) + "]",
            "data.hash.numFeatures=1048576");
      }
    };
  }

  private static JobSettings plain(String... words) {
    String common = "out = out, data.testFraction = 0.2, model.family = binomial";
    return SettingsReader.read(SettingsText.of(ConfigFactory.parseString(common), List.of(words)));
  }

  private String table(String name, Consumer<String> maker) {
    Path path = made.resolve(name);
    if (!Files.isDirectory(path)) {
      maker.accept(path.toString());
    }
    return path.toString();
  }

  private void makeCsv(String path) {
    String parquet = RawToModel.settings(new String[] {flights.toString()}).data().path();
    spark.read().parquet(parquet).write().option("header", true).csv(path);
  }

  private static Column label() {
    return expr("CAST(id % 3 = 0 AS INT)").as("label");
  }

  /** Normal numbers. */
  private void makeVectors(String path) {
    Column[] values = new Column[VALUES];
    for (int k = 0; k < VALUES; k++) {
      values[k] = randn(k);
    }
    spark
        .range(ROWS)
        .select(label(), array_to_vector(array(values)).as("features"))
        .write()
        .parquet(path);
  }

  /** As Criteo's: eight hexadecimal digits, of columns with 10 to a million values. */
  private void makeTexts(String path) {
    Column[] columns = new Column[TEXTS + 1];
    columns[TEXTS] = label();
    for (int k = 0; k < TEXTS; k++) {
      long values = Math.round(Math.pow(10, 1 + 5.0 * k / (TEXTS - 1)));
      columns[k] =
          expr("lower(lpad(hex(abs(hash(floor(pow(rand("
                  + k
                  + "), 3) * "
                  + values
                  + "), "
                  + k
                  + "))), 8, '0'))")
              .as("c" + k);
    }
    spark.range(ROWS).select(columns).write().parquet(path);
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }

  static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return (sorted[n / 2] + sorted[(n - 1) / 2]) / 2;
  }
}
