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

class AblateCommandTest {
  @TempDir private static Path folder;
  private static String data;

  @BeforeAll
  static void data() throws Exception {
    LibraryLogging.netlib();
    data = CommandLine.table(folder);
  }

  private static CommandLine.Outcome ablate(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.path=" + data,
                "data.formula=label ~ x + colour",
                "model.regParam=1e-3",
                "out=" + folder.resolve("out"),
                "overwrite=true",
                "ablate.seeds=3",
                "ablate.units=[1]",
                "ablate.passes=5",
                "ablate.epochs=1"));
    all.addAll(List.of(settings));
    return CommandLine.quietly("ablate", all.toArray(String[]::new));
  }

  private static JsonNode record() throws Exception {
    return new ObjectMapper().readTree(folder.resolve("out/ablate.json").toFile());
  }

  @Test
  void aStudyHasItsResultsAndWhatFollows() throws Exception {
    CommandLine.Outcome outcome = ablate();
    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(outcome.out().contains("Of memories with a law take "), outcome.out());
    JsonNode first = record();
    for (JsonNode study : first.get("studies")) {
      int rivals = study.get("batches").asBoolean() ? 3 : 4;
      assertEquals(rivals + 4, study.get("results").size());
      assertEquals(2 * (rivals + 1), study.get("comparisons").size());
      for (JsonNode result : study.get("results")) {
        assertEquals(3, result.get("gaps").size());
        result.get("gaps").forEach(gap -> assertTrue(gap.asDouble() < 1, result.toString()));
      }
    }
    assertEquals(16, first.get("costs").size());
    assertTrue(
        Files.readString(folder.resolve("out/ablate.html")).contains("\"studies\":[{\"batches\""));
  }

  @Test
  void whatCannotBeIsOneLine() {
    refused("`ablate.seeds` must be at least 3, got 2", "ablate.seeds=2");
    refused("`ablate.units` must be whole numbers from 1 to 32, got [0]", "ablate.units=[0]");
    refused("`model.elasticNetParam` must be 0", "model.elasticNetParam=0.5");
  }

  private static void refused(String message, String... settings) {
    CommandLine.Outcome outcome = ablate(settings);
    assertEquals(Exit.WRONG_SETTING, outcome.status(), outcome.out());
    CommandLine.assertOneLine(message, outcome);
  }
}
