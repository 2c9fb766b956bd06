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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rllc.jobs.command.Exit;

/** SIGTERM, as Ctrl-C, to a run of its own process that is still reading. */
@Timeout(300)
class InterruptedLoadTest {
  @TempDir private Path folder;

  /** Starts a run whose query never ends, interrupts it as soon as it reads, and waits. */
  private int interrupted(String... settings) throws Exception {
    Path rows = Files.writeString(folder.resolve("rows.csv"), "a,label\n1,0\n2,1\n3,0\n4,1\n");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            "train",
            "data.path=" + rows,
            "data.query=SELECT a, label FROM data, range(1000000000000)",
            "data.formula=label ~ a",
            "out=" + folder.resolve("out")));
    arguments.addAll(List.of(settings));
    ChildRun run = ChildRun.start(folder, List.of(), arguments.toArray(String[]::new));
    while (!run.errors().contains("reading ") && run.process().isAlive()) {
      run.process().waitFor(50, TimeUnit.MILLISECONDS);
    }
    run.process().waitFor(2, TimeUnit.SECONDS);
    assertTrue(run.process().isAlive(), run.errors());
    run.process().destroy();
    return run.status();
  }

  @Test
  void theRecordSaysSo() throws Exception {
    assertEquals(Exit.INTERRUPTED, interrupted());
    JsonNode record = record();
    assertEquals("interrupted", record.get("status").asText());
    assertTrue(record.get("reason").asText().contains("loaded"), record.toString());
    assertTrue(record.get("data").isNull());
    assertEquals("label ~ a", record.at("/settings/data/formula").asText());
    assertFalse(Files.readString(folder.resolve("err")).contains("Exception"));
    try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
      assertEquals(List.of(), left.toList(), "Spark's temporary files are deleted");
    }
  }

  @Test
  void anEarlierRunIsNotLostByIt() throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));
    String earlier = "{\"status\": \"converged\", \"versions\": {\"rllc\": \"1\"}}";
    Files.writeString(out.resolve("run.json"), earlier);
    assertEquals(Exit.INTERRUPTED, interrupted("overwrite=true"));
    assertEquals("converged", record().get("status").asText());
  }

  private JsonNode record() throws Exception {
    return new ObjectMapper().readTree(folder.resolve("out/run.json").toFile());
  }
}
