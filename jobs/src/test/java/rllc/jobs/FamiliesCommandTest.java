package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rllc.jobs.CommandLine.assertOneLine;
import static rllc.jobs.CommandLine.assertTrained;
import static rllc.jobs.CommandLine.quietly;
import static rllc.jobs.CommandLine.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rllc.jobs.CommandLine.Outcome;
import rllc.jobs.command.Exit;

/** Families through the commands: train, evaluate, predict, compare. */
class FamiliesCommandTest {
  @TempDir private static Path folder;
  private static String table;

  @BeforeAll
  static void aTableOfCountsAmountsAndClasses() throws IOException {
    LibraryLogging.netlib();
    StringBuilder rows = new StringBuilder("x,z,poisson,gamma,tweedie,squaredHinge\n");
    for (int i = 0; i < 300; i++) {
      double x = (i * 37 % 101) / 50.0 - 1;
      double z = i * 53 % 17 / 8.0 - 1;
      double noise = 0.5 + (i * 29 % 71) / 71.0;
      double mean = Math.exp(1 + 0.8 * x - 0.5 * z) * noise;
      rows.append(x).append(',').append(z).append(',').append((long) mean).append(',');
      rows.append(mean).append(',').append(i % 4 == 0 ? 0 : mean).append(',');
      rows.append(mean > 3 ? "dear" : "cheap").append('\n');
    }
    table = Files.writeString(folder.resolve("amounts.csv"), rows).toString();
  }

  private static Path out(String name) {
    return folder.resolve(name);
  }

  @ParameterizedTest
  @CsvSource({
    "poisson, poisson, deviance",
    "gamma, gamma, deviance",
    "tweedie, tweedie(1.5), deviance",
    "squaredHinge, squaredHinge, auc"
  })
  void fromATableToAnswers(String label, String family, String first) throws IOException {
    Path run = out("run-" + label);
    JsonNode record =
        assertTrained(
            "",
            train(
                "data.path=" + table,
                "data.formula=" + label + " ~ x + z",
                "model.family=" + family,
                "model.regParam=1e-4",
                "stop.validationFraction=0.2",
                "data.testFraction=0.2",
                "out=" + run),
            run);
    assertEquals(family, record.at("/data/family").asText());
    assertEquals(first, record.get("train").fieldNames().next());
    assertTrue(record.get("test").has(first));
    assertEquals(
        family.startsWith("squared") ? "squaredHinge" : "deviance",
        record.at("/validation/metric").asText());
    Outcome scored = quietly("evaluate", "model=" + run, "data.path=" + table);
    assertEquals(0, scored.status(), scored.err());
    assertTrue(scored.out().contains(first), scored.out());
    JsonNode evaluation = new ObjectMapper().readTree(run.resolve("evaluation.json").toFile());
    assertTrue(evaluation.get(first).asDouble() > 0);
    Outcome predicted =
        quietly(
            "predict",
            "model=" + run,
            "data.path=" + table,
            "format=csv",
            "out=" + out("p-" + label));
    assertEquals(0, predicted.status(), predicted.err());
    List<String> lines = new ArrayList<>();
    try (var files = Files.list(out("p-" + label))) {
      for (Path part : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
        lines.addAll(Files.readAllLines(part));
      }
    }
    assertTrue(lines.get(0).contains("prediction"), lines.get(0));
    assertEquals(301, lines.size());
  }

  @Test
  void sparksOwnTrainerIsBeside() throws IOException {
    Path out = out("compare");
    Outcome outcome =
        quietly(
            "compare",
            "data.path=" + table,
            "data.formula=poisson ~ x + z",
            "model.family=poisson",
            "compare.presets=[auto]",
            "compare.repetitions=1",
            "stop.tol=1e-12",
            "out=" + out);
    assertEquals(0, outcome.status(), outcome.err());
    JsonNode runs = new ObjectMapper().readTree(out.resolve("compare.json").toFile()).get("runs");
    assertEquals(2, runs.size());
    assertEquals("mllib", runs.get(1).get("optimizer").asText());
    double ours = runs.get(0).get("objective").asDouble();
    assertEquals(ours, runs.get(1).get("objective").asDouble(), 1e-9 * ours);
  }

  @Test
  void whatDoesNotFitIsOneLine() {
    Outcome family = train("data.path=" + table, "model.family=poison", "out=" + out("no"));
    assertEquals(Exit.WRONG_SETTING, family.status());
    assertOneLine(
        "rllc: `model.family` must be one of auto, binomial, multinomial, gaussian, squaredHinge,"
            + " poisson, gamma, tweedie(p) with 1 < p < 2, got poison; did you mean poisson?",
        family);
    Outcome zero =
        train(
            "data.path=" + table,
            "data.formula=tweedie ~ x",
            "model.family=gamma",
            "out=" + out("no"));
    assertEquals(Exit.BAD_DATA, zero.status());
    assertTrue(
        zero.err().contains("row 0 of partition 0 (both counted from 0): column `label` must be a")
            || zero.err().contains("must be a finite number above 0, got 0.0"),
        zero.err());
  }
}
