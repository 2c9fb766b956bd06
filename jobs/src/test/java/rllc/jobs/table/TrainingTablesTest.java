package rllc.jobs.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rllc.jobs.settings.SettingsReader;
import rllc.jobs.settings.SettingsText;
import rllc.settings.DataSettings;

/** Columns whose names or types Spark's own stages do not take. */
class TrainingTablesTest {
  @TempDir private static Path folder;
  private static SparkSession spark;
  private static String flowers;

  @BeforeAll
  static void start() throws Exception {
    spark = TestSpark.start();
    String rows =
        "Sepal.Length,fresh,picked,Species\n5.1,true,2024-05-01,a\n4.9,false,2024-05-02,b\n";
    flowers = Files.writeString(folder.resolve("flowers.csv"), rows).toString();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static TrainingTables tables(String path, String... settings) {
    List<String> all = new java.util.ArrayList<>(List.of(settings));
    all.add("data.path=" + path);
    DataSettings data =
        SettingsReader.data(SettingsText.of(com.typesafe.config.ConfigFactory.empty(), all));
    return TrainingTables.read(new TableReader(spark), data, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.formula=Species ~ Sepal.Length | data.query renames columns with a dot: SELECT `Sepal.Length` AS",
        "data.formula=Species ~ . | data.query renames columns with a dot: SELECT `Sepal.Length` AS",
        "data.hash={columns=[Sepal.Length],numFeatures=8} | data.query renames columns with a dot: SELECT `Sepal.Length` AS",
        "data.formula=Species ~ fresh:Species | requirement failed: interactions are of numbers and text; data.query casts"
      })
  void whatSparksStagesDoNotTakeIsToldWithAWayOut(String setting, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> tables(flowers, setting));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void aLabelOfAnotherTypeIsTheFormulas() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                tables(
                    flowers,
                    "data.query=SELECT fresh, picked FROM data",
                    "data.formula=picked ~ fresh"));
    assertEquals(
        "`data.formula` must be a formula over the table's columns, got: Unsupported type for"
            + " label: DateType",
        e.getMessage());
  }

  @Test
  void formulaAndSettingMayNotNameTwoLabels() {
    String query = "data.query=SELECT fresh, picked, Species FROM data";
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> tables(flowers, query, "data.formula=Species ~ fresh", "data.label=picked"));
    assertEquals(
        "`data.label` must be absent or the label of `data.formula`, Species, got picked",
        e.getMessage());
    try (TrainingTables tables =
        tables(flowers, query, "data.formula=Species ~ fresh", "data.label=Species")) {
      assertEquals("Species", tables.columns().label());
    }
  }

  /** The test table is read with the features of the training rows. */
  @Test
  void aVectorColumnMayHaveADotInItsName() throws Exception {
    String train = Files.writeString(folder.resolve("a.svm"), "1 1:2 3:1\n0 2:1\n").toString();
    String test = Files.writeString(folder.resolve("b.svm"), "1 1:2\n").toString();
    try (TrainingTables tables =
        tables(
            train,
            "data.test=" + test,
            "data.features=f.x",
            "data.query=SELECT features AS `f.x`, label FROM data")) {
      Vector row = (Vector) tables.test().orElseThrow().first().get(0);
      assertEquals(3, row.size());
    }
  }
}
