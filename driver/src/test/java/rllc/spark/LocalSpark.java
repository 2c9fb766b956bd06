package rllc.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import rllc.optim.JavaLapack;

/** A quiet local Spark for tests, and small tables of known rows. */
public final class LocalSpark {
  public static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType)
          .add("weight", DataTypes.DoubleType);

  private LocalSpark() {}

  public static SparkSession start(String master) {
    JavaLapack.choose();
    return SparkSession.builder()
        .master(master)
        .appName("test")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate();
  }

  /** Rows of which about a half of the entries are zero; label 0 or 1; weights 1, 2 and 0.5. */
  public static List<Row> rows(int rows, int features, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> out = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double[] x = new double[features];
      for (int j = 0; j < features; j++) {
        x[j] = random.nextBoolean() ? 0 : random.nextGaussian() * (1 + j) + 3 * j;
      }
      Vector vector = i % 2 == 0 ? Vectors.dense(x) : Vectors.dense(x).toSparse();
      double label = random.nextDouble() < 1 / (1 + Math.exp(-x[0])) ? 1 : 0;
      out.add(RowFactory.create(vector, label, new double[] {1, 2, 0.5}[i % 3]));
    }
    return out;
  }

  public static Dataset<Row> table(SparkSession spark, List<Row> rows, int partitions) {
    return spark.createDataFrame(
        org.apache.spark.api.java.JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(rows, partitions),
        SCHEMA);
  }
}
