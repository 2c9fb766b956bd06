package rllc.jobs.generate;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Writes a synthetic data set: Parquet with a double {@code label} and a Spark ML vector {@code
 * features}, and beside it the model that made it. The rows depend on the settings alone, not on
 * partitions, cores or order of tasks. {@link SyntheticModel} says how they are distributed.
 */
public final class SyntheticData {
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);

  private SyntheticData() {}

  /**
   * Writes the rows to the folder {@code settings.path()} and the model to {@link #modelPath}.
   *
   * @throws IllegalArgumentException if either exists already or the folder cannot be made
   */
  public static void run(SparkSession spark, GenerateSettings settings) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    refuseExisting(settings.path(), hadoop);
    refuseExisting(modelPath(settings.path()), hadoop);
    makeFolder(settings.path(), hadoop);
    rows(spark, settings).write().mode(SaveMode.Append).parquet(settings.path());
    writeModel(settings, hadoop);
  }

  /** Where the generating model goes: {@code PATH.coefficients.json}. */
  public static String modelPath(String path) {
    // Not inside the folder: Spark would take it for Parquet. Not a fixed name in the parent
    // folder: a second data set would overwrite it.
    return new Path(path) + ".coefficients.json";
  }

  /** The rows, in their order, generated where and when they are read. */
  public static Dataset<Row> rows(SparkSession spark, GenerateSettings settings) {
    MapPartitionsFunction<Long, Row> generate = indices -> generate(settings, indices);
    return spark
        .range(0, settings.rows(), 1, settings.partitions())
        .mapPartitions(generate, Encoders.row(SCHEMA));
  }

  private static Iterator<Row> generate(GenerateSettings settings, Iterator<Long> indices) {
    SyntheticModel model = new SyntheticModel(settings);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return indices.hasNext();
      }

      @Override
      public Row next() {
        var point = model.row(indices.next());
        return RowFactory.create(point.label(), point.features());
      }
    };
  }

  private static void refuseExisting(String path, Configuration hadoop) {
    try {
      Path file = new Path(path);
      if (FileSystem.get(file.toUri(), hadoop).exists(file)) {
        throw new IllegalArgumentException("`path` must not exist yet, but there is " + file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for " + path, e);
    }
  }

  private static void makeFolder(String path, Configuration hadoop) {
    String reason = "it cannot be made";
    try {
      Path folder = new Path(path);
      if (FileSystem.get(folder.toUri(), hadoop).mkdirs(folder)) {
        return;
      }
    } catch (IOException e) {
      reason = e.getMessage();
    }
    throw new IllegalArgumentException(
        "`path` must be a folder that can be written, got " + path + ": " + reason);
  }

  private static void writeModel(GenerateSettings settings, Configuration hadoop) {
    SyntheticModel model = new SyntheticModel(settings);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("family", settings.family().toString());
    if (settings.family() == SyntheticFamily.MULTINOMIAL) {
      json.put("interceptVector", model.intercepts());
      json.put("coefficientMatrix", model.coefficients());
    } else {
      json.put("intercept", model.intercepts()[0]);
      json.put("coefficients", model.coefficients()[0]);
    }
    json.put("settings", settingsJson(settings));
    Path file = new Path(modelPath(settings.path()));
    try (OutputStream out = FileSystem.get(file.toUri(), hadoop).create(file, false)) {
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(out, json);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static Map<String, Object> settingsJson(GenerateSettings settings) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("family", settings.family().toString());
    if (settings.family() == SyntheticFamily.MULTINOMIAL) {
      json.put("classes", settings.classes());
    }
    json.put("rows", settings.rows());
    json.put("features", settings.features());
    json.put("nonZeros", settings.nonZeros());
    json.put("condition", settings.condition());
    json.put("noise", settings.noise());
    json.put("seed", settings.seed());
    json.put("partitions", settings.partitions());
    json.put("path", settings.path());
    return json;
  }
}
