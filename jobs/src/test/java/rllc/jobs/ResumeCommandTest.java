package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code checkpoint} and {@code train --resume}: the same bits as a run that was never broken off.
 */
class ResumeCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private static Path folder;
  private static String table;

  @BeforeAll
  static void data() throws Exception {
    LibraryLogging.netlib();
    table = CommandLine.table(folder);
  }

  private static CommandLine.Outcome train(Path out, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.path=" + table,
                "data.formula=label ~ x + colour",
                "model.regParam=1e-3",
                "overwrite=true",
                "out=" + out));
    all.addAll(List.of(settings));
    return CommandLine.train(all.toArray(String[]::new));
  }

  private static JsonNode record(Path out) throws Exception {
    return JSON.readTree(out.resolve("run.json").toFile());
  }

  /** What does not depend on the clock, of each step. */
  private static List<String> history(Path out) throws Exception {
    List<String> steps = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("history.jsonl"))) {
      JsonNode step = JSON.readTree(line);
      steps.add(
          step.get("step")
              + " "
              + step.get("loss")
              + " "
              + step.get("gradNorm")
              + " "
              + step.get("law")
              + " "
              + step.get("passes"));
    }
    return steps;
  }

  private static List<Path> states(Path out) throws Exception {
    try (Stream<Path> files = Files.list(out.resolve("checkpoint"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "rllc-sgd-momentum(0.9)", "adam"})
  void goesOnToTheSameBits(String preset) throws Exception {
    Path whole = folder.resolve("whole");
    Path broken = folder.resolve("broken");
    String its = "optimizer.preset=" + preset;
    assertEquals(0, train(whole, its, "stop.maxSteps=9").status());
    assertEquals(0, train(broken, its, "stop.maxSteps=3", "checkpoint.everySteps=1").status());
    assertEquals(2, states(broken).size(), "the last two are kept");
    CommandLine.Outcome resumed =
        CommandLine.train("--resume", broken.toString(), "stop.maxSteps=9");
    assertEquals(0, resumed.status(), resumed.err());
    assertEquals(history(whole), history(broken));
    for (String field : new String[] {"objective", "gradNorm", "steps", "passes", "status"}) {
      assertEquals(record(whole).get(field), record(broken).get(field), field);
    }
  }

  @Test
  void aDamagedStateIsLeftOutForTheOneBefore() throws Exception {
    Path out = folder.resolve("damaged");
    train(out, "optimizer.preset=adam", "stop.maxSteps=4", "checkpoint.everySteps=1");
    Path newest = states(out).get(1);
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length - 9] ^= 1;
    Files.write(newest, bytes);
    CommandLine.Outcome resumed = resumeLoudly(out);
    assertEquals(0, resumed.status(), resumed.err());
    assertTrue(resumed.err().contains(newest.getFileName() + " is left out: it is damaged"));
    assertTrue(resumed.err().contains("going on after step 3"), resumed.err());
  }

  private static CommandLine.Outcome resumeLoudly(Path out) {
    return CommandLine.run(
        "train",
        "--resume",
        out.toString(),
        "stop.maxSteps=6",
        "spark.master=local[2]",
        "spark.ui.enabled=false");
  }

  @Test
  void otherSettingsAreRefusedWithBothFingerprints() throws Exception {
    Path out = folder.resolve("other");
    train(out, "optimizer.preset=adam", "stop.maxSteps=3", "checkpoint.everySteps=1");
    CommandLine.Outcome refused =
        CommandLine.train("--resume", out.toString(), "model.regParam=0.5");
    assertEquals(2, refused.status(), refused.err());
    CommandLine.assertOneLine("must have states of the same rows and settings (rows ", refused);
    assertEquals(2, states(out).size(), "nothing is lost");
    assertTrue(Files.exists(out.resolve("model")));
  }

  @Test
  void aRunThatHasConvergedLeavesNoStates() throws Exception {
    Path out = folder.resolve("converged");
    train(out, "checkpoint.everySteps=1");
    assertEquals("converged", record(out).get("status").asText());
    assertFalse(Files.exists(out.resolve("checkpoint")));
    CommandLine.Outcome none = CommandLine.train("--resume", out.toString());
    assertEquals(2, none.status());
    CommandLine.assertOneLine("`--resume` must name a run with a checkpoint, got none in ", none);
  }

  @Test
  void aFolderOfItsOwnIsGoneOnFromByItself() throws Exception {
    Path out = folder.resolve("own");
    String dir = "checkpoint.dir=" + folder.resolve("states");
    String adam = "optimizer.preset=adam";
    train(out, adam, dir, "checkpoint.everySteps=2", "stop.maxSteps=4");
    train(out, adam, dir, "checkpoint.everySteps=2", "stop.maxSteps=8");
    Path whole = folder.resolve("own-whole");
    train(whole, adam, "stop.maxSteps=8");
    assertEquals(history(whole), history(out));
  }
}
