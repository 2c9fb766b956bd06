package rllc.spark.path;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import rllc.family.Family;
import rllc.spark.LocalSpark;
import rllc.spark.SharedData;

/** The problems of {@link PathExperiment}. */
enum PathProblem {
  A9A("a9a", Family.binomial(), 0, 1e-1, 1e-6),
  A9A_L1("a9a-l1", Family.binomial(), 1, 1e-1, 1e-6),
  FLIGHTS("flights", Family.binomial(), 0, 1e-1, 1e-6),
  FLIGHTS_L1("flights-l1", Family.binomial(), 1, 1e-1, 1e-6),
  LASSO("lasso", Family.gaussian(), 1, 1, 1e-3);

  private static final int LASSO_ROWS = Integer.getInteger("rows", 200_000);
  private static final int LASSO_FEATURES = Integer.getInteger("features", 500);

  private final String label;
  private final Family family;
  private final double elasticNet;
  private final double strongest;
  private final double weakest;

  PathProblem(String label, Family family, double elasticNet, double strongest, double weakest) {
    this.label = label;
    this.family = family;
    this.elasticNet = elasticNet;
    this.strongest = strongest;
    this.weakest = weakest;
  }

  String label() {
    return label;
  }

  Family family() {
    return family;
  }

  double elasticNet() {
    return elasticNet;
  }

  /** Penalty {@code i} of {@code n}, in a geometric sequence. */
  double penalty(int i, int n) {
    return strongest * Math.pow(weakest / strongest, i / (n - 1.0));
  }

  Dataset<Row> table(SparkSession spark) {
    return switch (this) {
      case A9A, A9A_L1 ->
          spark
              .read()
              .format("libsvm")
              .option("numFeatures", "123")
              .load(SharedData.file("a9a/a9a.gz"));
      case FLIGHTS, FLIGHTS_L1 -> flights(spark);
      case LASSO -> lasso(spark);
    };
  }

  /** As conf/quickstart.conf has them, all rows. */
  private static Dataset<Row> flights(SparkSession spark) {
    spark.conf().set("spark.sql.session.timeZone", "UTC");
    spark.read().parquet("../conf/data/flights-200k.parquet").createOrReplaceTempView("data");
    Dataset<Row> flights =
        spark
            .sql(
                "SELECT CAST(delay > 15 AS INT) AS late, date_format(date, 'HH') AS hour, "
                    + "date_format(date, 'E') AS weekday, CAST(distance AS DOUBLE) AS distance, "
                    + "origin, destination FROM data")
            .na()
            .drop();
    return new RFormula()
        .setFormula("late ~ hour + weekday + distance + origin + destination")
        .fit(flights)
        .transform(flights)
        .select("features", "label");
  }

  /** Neighbouring features have correlation 1/2; every tenth of them counts, signs alternate. */
  private static Dataset<Row> lasso(SparkSession spark) {
    int parts = 64;
    var rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(java.util.stream.IntStream.range(0, parts).boxed().toList(), parts)
            .flatMap(part -> lassoRows(part, LASSO_ROWS / parts));
    return spark.createDataFrame(
        rows,
        new StructType(
            new org.apache.spark.sql.types.StructField[] {
              LocalSpark.SCHEMA.apply("features"), LocalSpark.SCHEMA.apply("label")
            }));
  }

  private static Iterator<Row> lassoRows(int part, int rows) {
    SplittableRandom random = new SplittableRandom(part);
    return java.util.stream.IntStream.range(0, rows).mapToObj(i -> lassoRow(random)).iterator();
  }

  private static Row lassoRow(SplittableRandom random) {
    double[] x = new double[LASSO_FEATURES];
    double label = 3 * random.nextGaussian();
    for (int j = 0; j < x.length; j++) {
      x[j] = (j > 0 ? 0.5 * x[j - 1] : 0) + Math.sqrt(j > 0 ? 0.75 : 1) * random.nextGaussian();
      label += j % 10 == 0 ? (j % 20 == 0 ? 1 : -1) * 10.0 / (10 + j) * x[j] : 0;
    }
    return RowFactory.create(Vectors.dense(x), label);
  }

  /** Label and features of all rows: doubles, little-endian, row after row, or in LIBSVM's form. */
  void writeRows(SparkSession spark, Path folder) throws IOException {
    boolean dense = this == LASSO;
    Path file = folder.resolve(label + (dense ? ".bin" : ".svm"));
    Iterator<Row> rows = table(spark).select("features", "label").toLocalIterator();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      while (rows.hasNext()) {
        Row row = rows.next();
        out.write(dense ? bytes(row) : text(row).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
  }

  private static byte[] bytes(Row row) {
    double[] x = ((Vector) row.get(0)).toArray();
    ByteBuffer bytes = ByteBuffer.allocate(8 * (1 + x.length)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putDouble(row.getDouble(1));
    for (double value : x) {
      bytes.putDouble(value);
    }
    return bytes.array();
  }

  private static String text(Row row) {
    StringBuilder text = new StringBuilder().append(row.getDouble(1));
    var x = ((Vector) row.get(0)).toSparse();
    for (int i = 0; i < x.indices().length; i++) {
      text.append(' ').append(x.indices()[i] + 1).append(':').append(x.values()[i]);
    }
    return text.append('\n').toString();
  }
}
