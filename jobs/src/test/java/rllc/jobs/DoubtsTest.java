package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rllc.jobs.CommandLine.assertOneLine;
import static rllc.jobs.CommandLine.assertTrained;
import static rllc.jobs.CommandLine.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rllc.jobs.CommandLine.Outcome;
import rllc.jobs.command.Exit;

/** Data that can be trained on and may not mean what their owner thinks: one warning, or none. */
class DoubtsTest {
  private static final int ROWS = 120;

  @TempDir private static Path folder;
  private static String data;

  /**
   * Columns: x and z; y, a draw of two classes; side, the sign of x; w and tiny, weights; one, a
   * constant; na, x with a text; name, another in each row; prediction; kind, of which one row is
   * rare.
   */
  @BeforeAll
  static void data() throws Exception {
    LibraryLogging.netlib();
    SplittableRandom random = new SplittableRandom(9);
    StringBuilder rows = new StringBuilder("x,z,y,side,w,tiny,one,na,name,prediction,kind\n");
    for (int i = 0; i < ROWS; i++) {
      double x = Math.rint(random.nextGaussian() * 1e3) / 1e3 + 1e-4;
      double z = Math.rint(random.nextGaussian() * 1e3) / 1e3;
      int y = random.nextDouble() < 1 / (1 + Math.exp(-x)) ? 1 : 0;
      rows.append(x).append(',').append(z).append(',').append(y).append(',');
      rows.append(x > 0 ? 1 : 0).append(',').append(1 + i % 3).append(",4e-320,1,");
      rows.append(i == 70 ? "NA" : "" + x).append(",n").append(i).append(',').append(z);
      rows.append(',').append(i == 3 ? "rare" : i % 2 == 0 ? "a" : "b").append('\n');
    }
    data = Files.writeString(folder.resolve("data.csv"), rows).toString();
  }

  private static Outcome run(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("data.path=" + data);
    all.add("out=" + folder.resolve("out"));
    all.add("overwrite=true");
    return train(all.toArray(String[]::new));
  }

  private static JsonNode trained(String warning, String... settings) throws Exception {
    return assertTrained(warning, run(settings), folder.resolve("out"));
  }

  private static String query(String columns) {
    return "data.query=SELECT " + columns + " FROM data";
  }

  @Test
  void separableClassesHaveNoOptimumWithoutAPenalty() throws Exception {
    String formula = "data.formula=side ~ x";
    String query = query("x, side");
    JsonNode found = trained("", formula, query).get("diagnosis");
    assertEquals("separable classes", found.at("/0/sign").asText(), found.toString());
    assertEquals(0, trained("", formula, query, "model.regParam=0.01").get("diagnosis").size());
  }

  @Test
  void aConstantColumnIsNoInterceptAndConstantLabelsAreNoModelWithoutOne() throws Exception {
    String query = query("one, x, y, 17 AS always");
    String bare = "model.fitIntercept=false";
    trained(
        "feature 0 (one) is 1.0 in all rows: its coefficient is 0, as in MLlib",
        "data.formula=y ~ one + x",
        query,
        bare);
    trained("", "data.formula=y ~ one + x", query);
    String[] constant = {"data.formula=always ~ x", query, "model.family=gaussian", bare};
    trained("", constant);
  }

  @Test
  void theWeightIsNoFeatureOfAllColumns() throws Exception {
    String query = query("x, z, y, w");
    String weight = "data.weight=w";
    JsonNode all = trained("", "data.formula=y ~ .", query, weight);
    JsonNode named = trained("", "data.formula=y ~ x + z", query, weight);
    assertEquals(named.get("objective"), all.get("objective"));
    assertEquals(
        3,
        trained("", "data.formula=y ~ . + w", query, weight).at("/data/features").asInt(),
        "it is where it is named");
    Outcome tiny = run("data.formula=y ~ x", query("x, y, tiny"), "data.weight=tiny");
    assertEquals(Exit.BAD_DATA, tiny.status(), tiny.err());
    assertOneLine("the sum of the weights must be at least 2.2", tiny);
  }

  @Test
  void textOfNumbersAndOfAsManyValuesAsRowsIsDoubtful() throws Exception {
    String[] hash = {
      "data.hash.columns=[na, z]", "data.hash.numFeatures=64", "data.label=y", query("na, z, y")
    };
    trained("column `na` is text, and made a feature of each of its values, though most", hash);
    hash[3] = query("CAST(w AS STRING) AS na, z, y");
    trained("", hash);
    trained(
        "column `name` is text, and made a feature of each of its values: 120 in 120 rows",
        "data.formula=y ~ name",
        "model.regParam=1",
        query("name, y"));
    trained("", "data.formula=y ~ kind", query("kind, y"));
  }

  @Test
  void labelsOfWhichOneIsNoNumberAreDoubtful() throws Exception {
    trained(
        "the labels are text, each of them a class, though some are numbers: 0, 1, what",
        "data.formula=y ~ x",
        query("x, CASE WHEN z > 1 THEN 'what' WHEN x > z THEN '1' ELSE '0' END AS y"),
        "model.regParam=1");
  }

  @Test
  void columnsOfTheModelsNamesAreTold() throws Exception {
    trained(
        "column `prediction` is in the table and will be among the model's",
        "data.formula=y ~ x",
        query("x, y, prediction"));
  }

  /** Seeds under which the rare row is held out, and others. */
  @Test
  void aClassThatOnlyHeldOutRowsHaveIsAMiss() throws Exception {
    boolean heldOut = false;
    for (int seed = 1; !heldOut && seed < 12; seed++) {
      String[] settings = {
        "data.formula=kind ~ x",
        query("x, kind"),
        "data.testFraction=0.5",
        "optimizer.seed=" + seed,
        "data.packed=" + folder.resolve("packed" + seed)
      };
      Outcome outcome = run(settings);
      assertEquals(0, outcome.status(), outcome.err());
      heldOut = !outcome.err().isEmpty();
      if (heldOut) {
        assertOneLine("1 of the test rows of " + data + " are of classes", outcome);
        JsonNode record = new ObjectMapper().readTree(folder.resolve("out/run.json").toFile());
        double test = record.at("/test/accuracy").asDouble();
        int rows = record.at("/data/testRows").asInt();
        double hits = test * (rows + 1);
        assertEquals(Math.rint(hits), hits, 1e-9, "of all test rows, " + rows + " and a miss");
        assertTrue(hits < rows);
        run(settings);
        JsonNode again = new ObjectMapper().readTree(folder.resolve("out/run.json").toFile());
        assertEquals("reused", again.at("/data/packed").asText());
        assertEquals(test, again.at("/test/accuracy").asDouble());
      }
    }
    assertTrue(heldOut, "a seed holds the rare row out");
  }
}
