package rllc.jobs.benchmark;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import rllc.family.Family;

/** The four data sets, made in memory; all but mnist from a fixed seed. */
enum Problem {
  /** 400,000 x 200, dense. */
  DENSE(400_000, 200, 200, Family.binomial()),
  /** 500,000 x 100,000, 40 values a row. */
  SPARSE(500_000, 100_000, 40, Family.binomial()),
  /** 2,000,000 x 1,000,000, 39 ones a row. */
  ONES(2_000_000, 1_000_000, 39, Family.binomial()),
  /** 60,000 x 784 pixels / 255, ten classes. */
  MNIST(60_000, 784, 0, Family.multinomial());

  private static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType);

  /** Of the synthetic data, whatever the number of cores. */
  private static final int PARTITIONS = 8;

  private final int rows;
  private final int features;
  private final int nonZeros;
  private final Family family;

  Problem(int rows, int features, int nonZeros, Family family) {
    this.rows = rows;
    this.features = features;
    this.nonZeros = nonZeros;
    this.family = family;
  }

  Family family() {
    return family;
  }

  /** Steps of a fit: a million features make each of them slow, for MLlib and for us. */
  int steps() {
    return this == ONES ? 15 : 100;
  }

  /** The rows, cached. */
  Dataset<Row> table(SparkSession spark, String data) throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    JavaRDD<Row> made =
        context
            .parallelize(IntStream.range(0, PARTITIONS).boxed().toList(), PARTITIONS)
            .flatMap(part -> this == MNIST ? mnist(data, part) : synthetic(part));
    Dataset<Row> table = spark.createDataFrame(made, SCHEMA).cache();
    table.count();
    return table;
  }

  private Iterator<Row> synthetic(int part) {
    SplittableRandom random = new SplittableRandom(part);
    int from = (int) ((long) rows * part / PARTITIONS);
    int to = (int) ((long) rows * (part + 1) / PARTITIONS);
    return IntStream.range(from, to).mapToObj(i -> row(random)).iterator();
  }

  /** One value in each of equal parts of the columns; the label depends on some of them. */
  private Row row(SplittableRandom random) {
    int[] indices = new int[nonZeros];
    double[] values = new double[nonZeros];
    // Shared by the row's values, so that columns are correlated.
    double common = random.nextGaussian();
    double margin = 0;
    for (int k = 0; k < nonZeros; k++) {
      int first = (int) ((long) features * k / nonZeros);
      int end = (int) ((long) features * (k + 1) / nonZeros);
      // Squared: some columns of a part are frequent and most are rare, as in real data.
      double u = random.nextDouble();
      indices[k] = first + (int) (u * u * (end - first));
      values[k] = this == ONES ? 1 : (random.nextGaussian() + common) * (1 + k % 7);
      margin += Math.sin(indices[k]) * values[k] / (1 + k % 7) / Math.sqrt(nonZeros);
    }
    double label = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
    return RowFactory.create(
        this == DENSE ? Vectors.dense(values) : Vectors.sparse(features, indices, values), label);
  }

  /**
   * A part of the rows. Read where it is needed: rows of a local list would travel with each task.
   */
  private static Iterator<Row> mnist(String data, int part) throws IOException {
    Path folder = Path.of(data, "mnist");
    List<InputStream> parts = new ArrayList<>();
    for (int file = 0; file < 3; file++) {
      parts.add(Files.newInputStream(folder.resolve("train-images-idx3-ubyte.gz.part" + file)));
    }
    Path labelFile = folder.resolve("train-labels-idx1-ubyte.gz");
    try (DataInputStream images =
            unpacked(new SequenceInputStream(Collections.enumeration(parts)));
        DataInputStream labels = unpacked(Files.newInputStream(labelFile))) {
      images.skipNBytes(16);
      labels.skipNBytes(8);
      List<Row> rows = new ArrayList<>();
      int from = MNIST.rows / PARTITIONS * part;
      images.skipNBytes((long) from * MNIST.features);
      labels.skipNBytes(from);
      for (int i = 0; i < MNIST.rows / PARTITIONS; i++) {
        byte[] pixels = images.readNBytes(MNIST.features);
        double[] x =
            IntStream.range(0, pixels.length).mapToDouble(j -> (pixels[j] & 255) / 255.0).toArray();
        rows.add(RowFactory.create(Vectors.dense(x).compressed(), (double) labels.readByte()));
      }
      return rows.iterator();
    }
  }

  private static DataInputStream unpacked(InputStream packed) throws IOException {
    return new DataInputStream(
        new java.io.BufferedInputStream(new GZIPInputStream(packed, 1 << 16), 1 << 16));
  }
}
