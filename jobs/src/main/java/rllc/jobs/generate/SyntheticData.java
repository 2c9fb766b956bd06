package rllc.jobs.generate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import rllc.jobs.output.JsonFiles;
import rllc.jobs.table.ReadErrors;

/**
 * Writes synthetic rows in parallel, the same ones under any partitioning, and the model that made
 * them.
 */
public final class SyntheticData {
  private static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType(), false)
          .add("label", DataTypes.DoubleType, false);

  private SyntheticData() {}

  /** The rows as a table. */
  public static Dataset<Row> rows(SparkSession spark, GenerateSettings settings) {
    RowMaker maker = new RowMaker(settings);
    return spark.createDataFrame(
        spark
            .range(0, settings.rows(), 1, settings.partitions())
            .as(Encoders.LONG())
            .toJavaRDD()
            .map(maker::row),
        SCHEMA);
  }

  /**
   * Parquet files of {@code features} and {@code label}, and PATH.coefficients.json beside them.
   */
  public static void write(SparkSession spark, GenerateSettings settings) {
    ReadErrors.naming(
        "`path`",
        () -> {
          rows(spark, settings).write().parquet(settings.path());
          return null;
        });
    RowMaker maker = new RowMaker(settings);
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("family", settings.family().name().toLowerCase(Locale.ROOT));
    model.put("rows", settings.rows());
    model.put("features", settings.features());
    model.put("nonZeros", settings.nonZeros().isPresent() ? settings.nonZeros().getAsInt() : null);
    model.put("condition", settings.condition());
    model.put("noise", settings.noise());
    model.put("seed", settings.seed());
    model.put("intercept", maker.intercept());
    model.put("coefficients", maker.coefficients());
    JsonFiles.write(new Path(settings.path() + ".coefficients.json"), model);
  }
}
