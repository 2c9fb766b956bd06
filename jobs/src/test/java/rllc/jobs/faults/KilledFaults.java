package rllc.jobs.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SIGKILL to the driver at any moment, then {@code train --resume}: the bits of a run that nobody
 * killed.
 */
@Timeout(600)
class KilledFaults {
  private static final int STEPS = 40;

  @TempDir private static Path folder;
  private static String rows;
  private static String wide;

  @BeforeAll
  static void rows() throws IOException {
    rows = Runs.rows(folder.resolve("rows.svm"), 20_000, 2_000, 20);
    wide = Runs.rows(folder.resolve("wide.svm"), 2_000, 1_000_000, 20);
  }

  private static Program train(Path out, String... settings) throws IOException {
    List<String> words = new ArrayList<>(List.of("train", "out=" + out));
    words.addAll(List.of("model.regParam=1e-3", "stop.tol=0", "stop.maxSteps=" + STEPS));
    words.addAll(List.of(settings));
    return run(out, words);
  }

  private static Program resume(Path out) throws IOException {
    return run(out, List.of("train", "--resume", out.toString()));
  }

  private static Program run(Path out, List<String> words) throws IOException {
    Path log = out.resolveSibling(out.getFileName() + ".log");
    return Program.submit(log, "local[2]", List.of(), words);
  }

  /** A run that nobody kills. */
  private static Path whole(String name, String... settings) throws Exception {
    Path out = folder.resolve(name);
    try (Program run = train(out, settings)) {
      assertEquals(0, run.status(), run.said());
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "rllc-momentum(0.9)"})
  void inAStepAgainAndAgain(String preset) throws Exception {
    String[] settings = {
      "data.path=" + rows, "data.numFeatures=2000", "optimizer.preset=" + preset, "stop.tol=1e-12"
    };
    Path whole = whole("whole-" + preset.length(), settings);
    String[] kept = {settings[0], settings[1], settings[2], settings[3], "checkpoint.everySteps=2"};
    Path out = folder.resolve("killed-" + preset.length());
    int last = Runs.steps(whole);
    killedAt(last / 4, out, train(out, kept));
    killedAt(last / 2, out, resume(out));
    try (Program run = resume(out)) {
      Runs.assertSameBits(whole, out, run);
      assertTrue(run.said().contains("going on after step "), run.said());
    }
  }

  private static void killedAt(int steps, Path out, Program started) throws Exception {
    try (Program run = started) {
      run.await(steps + " steps", () -> Runs.steps(out) >= steps);
      run.kill();
    }
  }

  @Test
  void whileAStateIsWritten() throws Exception {
    String[] settings = {"data.path=" + wide, "data.numFeatures=1000000", "optimizer.preset=adam"};
    Path whole = whole("whole-wide", settings);
    Path out = folder.resolve("torn");
    try (Program run =
        train(out, settings[0], settings[1], settings[2], "checkpoint.everySteps=1")) {
      run.await("some steps", () -> Runs.steps(out) >= 5);
      run.await("a state that is being written", () -> isBeingWritten(out));
      run.kill();
    }
    assertTrue(isBeingWritten(out), "a torn file is there");
    try (Program run = resume(out)) {
      Runs.assertSameBits(whole, out, run);
      assertTrue(run.said().contains("going on after step "), run.said());
    }
  }

  private static boolean isBeingWritten(Path out) {
    try (Stream<Path> files = Files.list(out.resolve("checkpoint"))) {
      return files.anyMatch(file -> file.getFileName().toString().endsWith(".part"));
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whileItPacks() throws Exception {
    Path packed = folder.resolve("packed");
    String[] settings = {
      "data.path=" + rows, "data.numFeatures=2000", "optimizer.preset=adam", "data.packed=" + packed
    };
    Path whole = whole("whole-packing", settings[0], settings[1], settings[2]);
    Path out = folder.resolve("packing");
    try (Program run =
        train(out, settings[0], settings[1], settings[2], settings[3], "checkpoint.everySteps=1")) {
      run.await("blocks that are being written", () -> Files.exists(packed.resolve("train")));
      run.kill();
    }
    assertTrue(!Files.exists(packed.resolve("manifest.json")), "it was killed in time");
    try (Program run = resume(out)) {
      Runs.assertSameBits(whole, out, run);
      assertTrue(run.said().contains("the run that wrote them broke off"), run.said());
      assertTrue(run.said().contains("the run begins anew"), run.said());
    }
  }
}
