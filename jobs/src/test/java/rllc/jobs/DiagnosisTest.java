package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/**
 * Signs as a user sees them: on the screen, in run.json and in report.html; none if all is well.
 */
class DiagnosisTest {
  @TempDir private static Path folder;
  private static String data;

  /** A weak signal x among thirty columns of noise; w is twice x, up to rounding. */
  @BeforeAll
  static void data() throws Exception {
    LibraryLogging.netlib();
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder rows = new StringBuilder("x,w,label");
    for (int j = 0; j < 30; j++) {
      rows.append(",n").append(j);
    }
    for (int i = 0; i < 300; i++) {
      double x = random.nextGaussian();
      rows.append('\n').append(x).append(',').append(2 * x + 1e-9 * (i % 3)).append(',');
      rows.append(x + random.nextGaussian() > 0 ? 1 : 0);
      for (int j = 0; j < 30; j++) {
        rows.append(',').append(random.nextGaussian());
      }
    }
    data = Files.writeString(folder.resolve("data.csv"), rows).toString();
  }

  private static void assertSigns(List<String> signs, String... settings) throws Exception {
    Path out = folder.resolve("out");
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("data.path=" + data, "out=" + out, "overwrite=true"));
    CommandLine.Outcome outcome = CommandLine.train(all.toArray(String[]::new));
    JsonNode found = new ObjectMapper().readTree(out.resolve("run.json").toFile()).get("diagnosis");
    assertEquals(signs, found.findValuesAsText("sign"), outcome.out() + outcome.err());
    String page = Files.readString(out.resolve("report.html"));
    for (JsonNode sign : found) {
      String finding = sign.get("finding").asText();
      assertTrue(outcome.out().contains(finding), outcome.out());
      assertTrue(page.contains(finding), finding);
    }
  }

  @Test
  void collinearColumnsAreNamedUnlessThereIsAPenalty() throws Exception {
    assertSigns(List.of("collinear columns"), "data.formula=label ~ x + w + n0");
    assertSigns(List.of(), "data.formula=label ~ x + w + n0", "model.regParam=1e-3");
    assertSigns(List.of(), "data.formula=label ~ x + n0");
  }

  @Test
  void noiseThatIsLearntShowsOnValidationRows() throws Exception {
    String[] noise = {
      "data.formula=label ~ . - w", "stop.validationFraction=0.3", "stop.patience=100", "stop.tol=0"
    };
    assertSigns(List.of("overfitting"), noise);
    assertSigns(
        List.of(), "data.formula=label ~ x", "stop.validationFraction=0.3", "stop.metric=auc");
  }

  @Test
  void aRunWithoutAModelHasItsDiagnosisToo() throws Exception {
    assertSigns(
        List.of("c1 too large"),
        "data.formula=label ~ x",
        "optimizer.preset=sgd",
        "optimizer.c1=1e9");
  }
}
