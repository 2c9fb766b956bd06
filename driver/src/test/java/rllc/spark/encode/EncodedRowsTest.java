package rllc.spark.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.settings.DataSettings.Order;
import rllc.spark.LocalSpark;
import rllc.spark.input.Columns;
import rllc.spark.input.InputRows;
import rllc.spark.input.RowText;

/** Both roads from a row to features: ours and that of Spark's own stage, bit by bit. */
class EncodedRowsTest {
  private static final Columns COLUMNS = new Columns("features", "y", "w");

  private static final StructType SCHEMA =
      new StructType()
          .add("y", DataTypes.IntegerType)
          .add("w", DataTypes.DoubleType)
          .add("part", DataTypes.IntegerType)
          .add("t", DataTypes.StringType)
          .add("u", DataTypes.StringType)
          .add("one", DataTypes.StringType)
          .add("i", DataTypes.IntegerType)
          .add("l", DataTypes.LongType)
          .add("f", DataTypes.FloatType)
          .add("d", DataTypes.DoubleType)
          .add("dec", DataTypes.createDecimalType(20, 3))
          .add("b", DataTypes.BooleanType)
          .add("s", DataTypes.ShortType)
          .add("by", DataTypes.ByteType);

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Texts of skewed frequency; categories that only test rows have; nulls, NaN, zeros. */
  private static Dataset<Row> table(long seed, int rows, boolean nulls) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> all = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int part = random.nextInt(5) == 0 ? 2 : random.nextInt(5) == 0 ? 1 : 0;
      String t = "t" + (int) (12 * Math.pow(random.nextDouble(), 3)) + (part == 2 ? "x" : "");
      String u = new String[] {"", "ünï", "a b", "=", "c_d", "\uD83D\uDE00"}[random.nextInt(6)];
      double d = new double[] {0, -0.0, 1, Double.NaN, -3.25, 1e300}[random.nextInt(6)];
      Object[] values = {
        random.nextInt(2),
        random.nextInt(4) / 2.0,
        part,
        t,
        u,
        "only",
        random.nextInt(-3, 4),
        random.nextLong(),
        (float) random.nextGaussian(),
        nulls ? d : random.nextGaussian(),
        new BigDecimal(random.nextInt(100000)).movePointLeft(3),
        random.nextBoolean(),
        (short) random.nextInt(3),
        (byte) random.nextInt(3)
      };
      for (int k = 3; k < values.length && nulls; k++) {
        values[k] = random.nextInt(8) == 0 && k != 5 ? null : values[k];
      }
      all.add(RowFactory.create(values));
    }
    return spark.createDataFrame(all, SCHEMA).repartition(3).cache();
  }

  private static Dataset<Row> train(Dataset<Row> table) {
    return table.filter("part = 0");
  }

  private static Dataset<Row> withoutEmpty(Dataset<Row> table) {
    Dataset<Row> left = table;
    for (String name : List.of("t", "u", "one")) {
      left =
          left.withColumn(
              name, functions.when(functions.col(name).notEqual(""), functions.col(name)));
    }
    return left;
  }

  private static Transformer fitted(String formula, Dataset<Row> table) {
    return new RFormula()
        .setFormula(formula)
        .setFeaturesCol("features")
        .setLabelCol("__formula_label")
        .setHandleInvalid("keep")
        .fit(withoutEmpty(train(table)));
  }

  private static String dense(double... x) {
    return RowText.of(x.length, null, x, x.length);
  }

  private static List<String> expected(Dataset<Row> made) {
    return made.select("features").collectAsList().stream()
        .map(row -> (Vector) row.get(0))
        .map(x -> dense(x.toArray()))
        .toList();
  }

  private static List<String> got(InputRows rows) {
    return rows.rows().map(RowText::of).collect();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y ~ t + u + one + i + l + f + d + dec + b + s + by",
        "y ~ t:u + d",
        "y ~ t:i + u:t:d + i:f + t",
        "y ~ t + u - 1",
        "y ~ i + t:u + u + t - 1",
        "y ~ b + i + d",
        "y ~ (t + i)^2",
        "~ t*d"
      })
  void aFormulasRowsAreThoseOfSparksOwn(String formula) {
    for (long seed = 1; seed <= 2; seed++) {
      // Of a product Spark refuses a missing number.
      boolean nulls = !formula.matches(".*[:*^].*");
      Dataset<Row> table = table(seed, 400, nulls);
      Transformer spark = fitted(formula, table);
      FormulaTable compiled =
          FormulaTable.compile(formula, SCHEMA, COLUMNS, Optional.of("part"), Order.AS_READ)
              .orElseThrow();
      try (EncodedTable ours = compiled.encode(table)) {
        Dataset<Row> made = spark.transform(table);
        assertEquals(expected(made), got(ours.rows()), formula + ", seed " + seed);
        assertEquals(expected(made), got(ours.others().apply(table)), "as another table");
        assertEquals(expected(made), expected(ours.stage().orElseThrow().transform(table)));
      }
      table.unpersist();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 64, 1 << 20})
  void aHashersRowsAreThoseOfSparksOwn(int features) {
    List<String> names = List.of("t", "u", "one", "i", "l", "f", "d", "dec", "b", "s", "by");
    for (long seed = 1; seed <= 2; seed++) {
      Dataset<Row> table = table(seed, 400, true);
      FeatureHasher hasher =
          new FeatureHasher()
              .setInputCols(names.toArray(String[]::new))
              .setNumFeatures(features)
              .setOutputCol("features");
      EncodedTable ours =
          PlainTables.hashed(table, hasher, COLUMNS, Optional.of("part"), Order.AS_READ)
              .orElseThrow();
      assertEquals(expected(hasher.transform(table)), got(ours.rows()), "seed " + seed);
      table.unpersist();
    }
  }

  @Test
  void arraysAreAsTheyAre() {
    Dataset<Row> table =
        spark
            .range(50)
            .selectExpr(
                "CAST(id % 2 AS INT) AS y",
                "1.0D AS w",
                "array(CAST(id AS DOUBLE), null, id / 7) AS features",
                "array(CAST(id AS FLOAT) / 3, 1F) AS g");
    List<String> rows =
        got(PlainTables.vectors(table, COLUMNS, Optional.empty(), Order.AS_READ).get().rows());
    assertEquals(
        IntStream.range(0, 50).mapToObj(i -> dense(i, Double.NaN, i / 7.0)).toList(), rows);
    Columns floats = new Columns("g", "y", null);
    assertEquals(
        IntStream.range(0, 50).mapToObj(i -> dense((float) (i / 3.0), 1)).toList(),
        got(
            PlainTables.vectors(
                    table.withColumn("g", functions.expr("CAST(g AS ARRAY<FLOAT>)")),
                    floats,
                    Optional.empty(),
                    Order.AS_READ)
                .get()
                .rows()));
  }
}
