package rllc.jobs.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rllc.settings.DataSettings.Order;
import rllc.spark.input.RowPart;

class RowSplitTest {
  @TempDir private static Path folder;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = TestSpark.start();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static RowSplit split(long seed, Order order) {
    return new RowSplit(0.2, OptionalDouble.of(0.25), seed, order);
  }

  /** Four different rows: by content alone, each would go to one side as a whole. */
  private static Dataset<Row> alike() {
    return spark.range(20_000).selectExpr("id % 2 AS a", "(id DIV 2) % 2 AS b");
  }

  private static List<Row> counts(Dataset<Row> rows) {
    return rows.groupBy("a", "b").count().orderBy("a", "b").collectAsList();
  }

  private static List<Row> counts(RowSplit split, Dataset<Row> table, RowPart part) {
    return counts(RowSplit.rows(split.marked(table), part));
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void identicalRowsAreDrawnOneByOne(Order order) {
    RowSplit split = split(1, order);
    for (RowPart part : RowPart.values()) {
      List<Row> shares = counts(split, alike(), part);
      assertEquals(4, shares.size());
      double expected = part == RowPart.TRAIN ? 3000 : 1000;
      for (Row share : shares) {
        assertEquals(expected, share.getLong(2), 150, part + " " + share);
      }
      assertEquals(shares, counts(split, alike(), part), "the same again");
      assertNotEquals(shares, counts(split(2, order), alike(), part), "another seed");
    }
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void everyRowHasOnePart(Order order) {
    Dataset<Row> table = spark.range(5_000).toDF("a").selectExpr("a", "map('k', a) AS m");
    Dataset<Row> marked = split(3, order).marked(table);
    Dataset<Row> all = RowSplit.rows(marked, RowPart.TRAIN);
    for (RowPart part : List.of(RowPart.VALIDATION, RowPart.TEST)) {
      all = all.unionAll(RowSplit.rows(marked, part));
    }
    assertEquals(List.of("a", "m"), List.of(all.columns()));
    assertEquals(5_000, all.count());
    assertEquals(5_000, all.select("a").distinct().count());
  }

  @Test
  void byContentThePartitionsMakeNoDifference() {
    RowSplit split = split(1, Order.CONTENT);
    for (RowPart part : RowPart.values()) {
      assertEquals(counts(split, alike(), part), counts(split, alike().repartition(7), part));
    }
    Dataset<Row> distinct = spark.range(1000).toDF("a");
    assertEquals(
        rows(split, distinct, RowPart.TEST), rows(split, distinct.repartition(7), RowPart.TEST));
  }

  private static List<Row> rows(RowSplit split, Dataset<Row> table, RowPart part) {
    return RowSplit.rows(split.marked(table), part).orderBy("a").collectAsList();
  }

  /** Each answer to the query has another order: marked twice, rows would be in both or none. */
  @Test
  void aQueryWithoutAnOrderIsAnsweredOnce() throws Exception {
    Path file = folder.resolve("order.csv");
    StringBuilder lines = new StringBuilder("x,label\n");
    for (int i = 0; i < 500; i++) {
      lines.append(i).append(',').append(i % 2).append('\n');
    }
    Files.writeString(file, lines);
    String query = "SELECT array(x, rand()) AS features, x, label FROM data ORDER BY rand()";
    try (TrainingTables tables =
        TrainingTables.read(
            new TableReader(spark),
            TestSpark.data("data.path=" + file, "data.query=" + query, "data.testFraction=0.3"),
            1)) {
      List<Long> rows =
          tables
              .train()
              .select("x")
              .unionAll(tables.test().orElseThrow().select("x"))
              .selectExpr("CAST(x AS LONG)")
              .collectAsList()
              .stream()
              .map(row -> row.getLong(0))
              .sorted()
              .toList();
      assertEquals(java.util.stream.LongStream.range(0, 500).boxed().toList(), rows);
    }
  }

  @Test
  void aFormulaThatFailsLeavesNoCachedTable() throws Exception {
    Path file = Files.writeString(folder.resolve("fails.csv"), "x,y\n1,0\n2,1\n3,0\n");
    spark.catalog().clearCache();
    assertThrows(
        IllegalArgumentException.class,
        () ->
            TrainingTables.read(
                new TableReader(spark),
                TestSpark.data("data.path=" + file, "data.formula=y ~ nothere"),
                1));
    assertTrue(spark.sharedState().cacheManager().isEmpty(), "a table is cached still");
  }
}
