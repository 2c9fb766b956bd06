package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rllc.jobs.command.Exit;

class ScaleCommandTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void quiet() {
    LibraryLogging.netlib();
  }

  /** Threads are executors here: processes need Spark's own folder. */
  private static CommandLine.Outcome scale(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "out=" + folder.resolve("out"),
                "scale.rows=[500]",
                "scale.features=[10]",
                "scale.steps=5",
                "scale.repetitions=1"));
    all.addAll(List.of(settings));
    return CommandLine.quietly("scale", all.toArray(String[]::new));
  }

  @Test
  void eachPointHasItsSecondsAndTheirParts() throws Exception {
    CommandLine.Outcome outcome = scale();
    assertEquals(0, outcome.status(), outcome.err());
    JsonNode record = new ObjectMapper().readTree(folder.resolve("out/scale.json").toFile());
    assertEquals("threads of this machine", record.get("executorsAre").asText());
    assertEquals(3, record.get("points").size());
    for (JsonNode point : record.get("points")) {
      JsonNode seconds = point.get("seconds");
      assertTrue(seconds.get("step").asDouble() > 0, seconds.toString());
      assertTrue(seconds.get("kernel").asDouble() > 0, seconds.toString());
      for (String part : List.of("broadcast", "schedule", "kernel", "combine", "driver")) {
        assertTrue(seconds.get(part).asDouble() >= 0, seconds.toString());
      }
    }
    assertEquals(1, record.at("/points/0/strong").asDouble());
    assertTrue(Files.readString(folder.resolve("out/scale.html")).contains("\"forecast\""));
    assertTrue(outcome.out().contains("500 rows x 10 features: "), outcome.out());
  }

  @Test
  void whatCannotBeIsOneLine() {
    refused(
        "`scale.executors` must be rising whole numbers above 0, got [2, 1]", "executors=[2,1]");
    refused("`scale.steps` must be at least 5, got 1", "steps=1");
  }

  private static void refused(String message, String setting) {
    CommandLine.Outcome outcome = scale("scale." + setting);
    assertEquals(Exit.WRONG_SETTING, outcome.status(), outcome.out());
    CommandLine.assertOneLine(message, outcome);
  }
}
