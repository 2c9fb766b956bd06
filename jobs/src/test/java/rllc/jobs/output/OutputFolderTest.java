package rllc.jobs.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir private static Path temporary;

  private static Map<String, Object> record(String status) {
    return Map.of("status", status, "versions", Map.of("rllc", "0"));
  }

  private static OutputFolder begun(Path out) {
    OutputFolder folder = OutputFolder.check(out.toString(), true, new Configuration());
    folder.claim();
    folder.beginRun(record("interrupted"));
    return folder;
  }

  private static String status(Path out) throws IOException {
    return new ObjectMapper().readTree(out.resolve("run.json").toFile()).get("status").asText();
  }

  @Test
  void aFolderThatASecondRunHasReplacedIsLeftToIt() throws Exception {
    Path out = temporary.resolve("same");
    OutputFolder first = begun(out);
    first.writeRun(record("max-steps"));
    assertEquals("max-steps", status(out));
    OutputFolder second = begun(out);
    for (Runnable write :
        new Runnable[] {first::checkMine, () -> first.writeRun(record("failed"))}) {
      String message = assertThrows(IllegalStateException.class, write::run).getMessage();
      assertTrue(
          message.endsWith(
              "same must be one run's at a time, got another's in the midst of this one"),
          message);
    }
    assertEquals("interrupted", status(out));
    second.writeRun(record("converged"));
    assertEquals("converged", status(out));
  }

  @Test
  void aSecondComparisonInTheFolderOfATrainingTakesItsRecordAlone() throws Exception {
    Path out = temporary.resolve("compared");
    OutputFolder training = begun(out);
    OutputFolder[] comparisons = new OutputFolder[2];
    for (int i = 0; i < 2; i++) {
      comparisons[i] =
          OutputFolder.checkToAdd(out.toString(), "compare.json", true, new Configuration());
      comparisons[i].make();
      comparisons[i].beginRun(record("interrupted"));
    }
    String message =
        assertThrows(IllegalStateException.class, () -> comparisons[0].writeRun(record("done")))
            .getMessage();
    assertTrue(message.contains("must be one run's at a time"), message);
    comparisons[1].writeRun(record("done"));
    training.writeRun(record("converged"));
    assertEquals("converged", status(out));
  }

  @Test
  void dataWithinItAreNotDeleted() throws Exception {
    Path out = temporary.resolve("mine");
    OutputFolder folder = begun(out);
    folder.checkApart("data.path", temporary + "/mine2/rows.csv");
    folder.checkApart("data.path", "hdfs:///tables/rows");
    for (Path input : new Path[] {out, out.resolve("rows.csv"), out.resolve("a/b/*.parquet")}) {
      String within =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> folder.checkApart("data.path", input.toString()))
              .getMessage();
      assertTrue(within.startsWith("`out` must be a folder without the data in it"), within);
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> folder.checkApart("data.test", "a:b"))
            .getMessage();
    assertEquals("`data.test` must name existing files or folders, got a:b", message);
  }
}
