package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code data.packed} as a user sees it. */
class PackedBlocksTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private static Path folder;
  private static Path table;

  @BeforeAll
  static void data() throws Exception {
    LibraryLogging.netlib();
    table = Files.writeString(folder.resolve("table.csv"), rows(3000));
  }

  private static String rows(int count) {
    StringBuilder rows = new StringBuilder("x,colour,w,label\n");
    for (int i = 0; i < count; i++) {
      String colour = i % 3 == 0 ? "red" : i % 3 == 1 ? "green" : "blue";
      rows.append((i * 37) % 101 + 0.1 * (i % 13)).append(',').append(colour).append(',');
      rows.append(1 + i % 4).append(',');
      rows.append((i * 37) % 101 + (i % 7) * 9 > 70 ? "yes" : "no").append('\n');
    }
    return rows.toString();
  }

  private static CommandLine.Outcome train(Path packed, String out, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "data.path=" + table,
                "data.formula=label ~ x + colour",
                "data.testFraction=0.2",
                "data.weight=w",
                "stop.validationFraction=0.1",
                "data.packed=" + packed,
                "out=" + folder.resolve(out)));
    arguments.addAll(List.of(settings));
    return CommandLine.train(arguments.toArray(String[]::new));
  }

  private static JsonNode record(String out) throws Exception {
    return JSON.readTree(folder.resolve(out).resolve("run.json").toFile());
  }

  private static List<String> history(String out) throws Exception {
    List<String> steps = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(out).resolve("history.jsonl"))) {
      JsonNode step = JSON.readTree(line);
      steps.add(step.get("loss") + " " + step.get("passes") + " " + step.get("validation"));
    }
    return steps;
  }

  private static void assertSameRun(String first, String second) throws Exception {
    assertEquals(history(first), history(second));
    JsonNode a = record(first);
    JsonNode b = record(second);
    for (String field :
        new String[] {"train", "test", "objective", "gradNorm", "steps", "reason"}) {
      assertEquals(a.get(field), b.get(field), field);
    }
    for (String field : new String[] {"best", "step", "metrics"}) {
      assertEquals(a.at("/validation/" + field), b.at("/validation/" + field), field);
    }
    for (String field : new String[] {"rows", "labels", "family", "fingerprint", "shards"}) {
      assertEquals(a.at("/data/" + field), b.at("/data/" + field), field);
    }
  }

  private static void assertQuiet(CommandLine.Outcome outcome) {
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals("", outcome.err());
  }

  @Test
  void blocksAreReusedToTheSameBits() throws Exception {
    Path packed = folder.resolve("reused");
    assertQuiet(train(packed, "fresh"));
    assertEquals("written", record("fresh").at("/data/packed").asText());
    assertQuiet(train(packed, "reuse"));
    assertEquals("reused", record("reuse").at("/data/packed").asText());
    assertSameRun("fresh", "reuse");
    // Whoever has another precision, preset or tolerance reads the same blocks.
    assertQuiet(train(packed, "floats", "kernel.precision=float", "optimizer.preset=lbfgs"));
    assertEquals("reused", record("floats").at("/data/packed").asText());
    assertEquals("float", record("floats").at("/kernel/precision").asText());
    CommandLine.Outcome scored =
        CommandLine.run(
            "evaluate",
            "model=" + folder.resolve("reuse"),
            "data.path=" + table,
            "spark.master=local[2]",
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1");
    assertEquals(0, scored.status(), "the feature stage is saved with the model: " + scored.err());
  }

  @Test
  void evaluateAndCompareSayThatTheyReadTheTable() throws Exception {
    Path packed = folder.resolve("unused");
    assertQuiet(train(folder.resolve("elsewhere"), "scored"));
    String[] spark = {
      "spark.master=local[2]",
      "spark.ui.enabled=false",
      "spark.driver.host=127.0.0.1",
      "spark.driver.bindAddress=127.0.0.1",
      "data.path=" + table,
      "data.packed=" + packed
    };
    List<String> evaluate =
        new ArrayList<>(List.of("evaluate", "--quiet", "model=" + folder.resolve("scored")));
    evaluate.addAll(List.of(spark));
    List<String> compare =
        new ArrayList<>(
            List.of(
                "compare",
                "--quiet",
                "data.formula=label ~ x + colour",
                "compare.presets=[lbfgs]",
                "compare.mllib=false",
                "compare.repetitions=1",
                "out=" + folder.resolve("compared")));
    compare.addAll(List.of(spark));
    for (List<String> command : List.of(evaluate, compare)) {
      CommandLine.Outcome told = CommandLine.run(command.toArray(String[]::new));
      assertEquals(0, told.status(), told.err());
      assertEquals(
          "rllc: WARN: `data.packed` is for train alone: "
              + command.get(0)
              + " reads "
              + table
              + " and not "
              + packed,
          told.err().strip());
      assertFalse(Files.exists(packed), "it is not touched");
    }
  }

  @Test
  void whatDoesNotFitIsMadeAnewAndSaysWhy() throws Exception {
    Path packed = folder.resolve("changing");
    assertQuiet(train(packed, "first"));
    CommandLine.Outcome seed = train(packed, "seed", "optimizer.seed=2");
    assertEquals(0, seed.status());
    assertEquals(
        "rllc: WARN: packed blocks in " + packed + " are made anew: optimizer.seed was 1, is 2",
        seed.err().strip());
    assertEquals(
        "written anew: optimizer.seed was 1, is 2", record("seed").at("/data/packed").asText());
    Path before = table;
    table = Files.writeString(folder.resolve("table2.csv"), rows(2000));
    try {
      CommandLine.Outcome other = train(packed, "other", "data.formula=label ~ x");
      assertTrue(other.err().contains("data.formula was label ~ x + colour, is label ~ x"));
      assertTrue(other.err().contains("data.path was 1 file of "));
      assertEquals(1, record("other").at("/data/features").asInt());
      Files.writeString(table, rows(2001));
      String longer = train(packed, "longer", "data.formula=label ~ x").err();
      assertTrue(longer.contains(" made anew: data.path was 1 file of "), longer);
    } finally {
      table = before;
    }
  }

  @Test
  void aRunThatBrokeOffWhileWritingLeavesNothingToUse() throws Exception {
    Path packed = folder.resolve("torn");
    assertQuiet(train(packed, "whole"));
    Files.delete(packed.resolve("manifest.json"));
    Files.delete(blockFile(packed));
    CommandLine.Outcome outcome = train(packed, "mended");
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals(
        "rllc: WARN: packed blocks in "
            + packed
            + " are made anew: the run that wrote them broke off",
        outcome.err().strip());
    assertSameRun("whole", "mended");
  }

  private static Path blockFile(Path packed) throws Exception {
    try (var files = Files.list(packed.resolve("train"))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("part-"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    Path packed = folder.resolve("damaged");
    assertQuiet(train(packed, "good"));
    Path file = blockFile(packed);
    byte[] bytes = Files.readAllBytes(file);
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 1;
    Files.write(file, flipped);
    assertDamaged(packed, "train/part-00000", "does not have its checksum");
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 5));
    assertDamaged(packed, "train/part-00000", "it must have " + bytes.length + " bytes, got ");
    Files.delete(file);
    assertDamaged(packed, "train/part-00000", "it is missing");
    Files.write(file, bytes);
    assertQuiet(train(packed, "mended again"));
    Files.writeString(packed.resolve("manifest.json"), "{}");
    assertDamaged(packed, "manifest.json", "must be as it was written");
  }

  private static void assertDamaged(Path packed, String file, String how) {
    CommandLine.Outcome outcome = train(packed, "never");
    assertEquals(3, outcome.status(), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains(packed + "/" + file), outcome.err());
    assertTrue(outcome.err().contains(how), outcome.err());
    assertFalse(Files.exists(folder.resolve("never")));
  }

  @Test
  void aFolderThatIsNotOursIsNeverTouched() throws Exception {
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    Path thesis = Files.writeString(theirs.resolve("thesis.txt"), "years of work");
    assertRefused(theirs, "a folder that is new, empty or of packed blocks");
    assertRefused(thesis, "a folder that is new, empty or of packed blocks");
    assertRefused(folder.resolve("never/packed"), "outside the folder `out`");
    assertRefused(table, "outside the folder `data.path`");
    assertEquals("years of work", new String(Files.readAllBytes(thesis), StandardCharsets.UTF_8));
  }

  private static void assertRefused(Path packed, String must) {
    CommandLine.Outcome outcome = train(packed, "never");
    assertEquals(2, outcome.status(), outcome.err());
    assertEquals("rllc: `data.packed` must be " + must + ", got " + packed, outcome.err().strip());
  }
}
