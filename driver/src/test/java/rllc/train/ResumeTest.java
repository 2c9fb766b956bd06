package rllc.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.settings.OptimizerSettings;
import rllc.train.testing.ResumeCase;
import rllc.train.testing.ResumeCases;

/** A run that was broken off goes on to the same bits, with every preset, in another JVM too. */
class ResumeTest {
  private static final int STEPS = 12;

  private static boolean isBreezes(ResumeCase one) {
    OptimizerSettings settings = one.optimizer();
    return settings instanceof OptimizerSettings.Lbfgs
        || settings instanceof OptimizerSettings.Owlqn
        || settings instanceof OptimizerSettings.Lbfgsb;
  }

  /** All cases that go on to the same bits. */
  private static List<ResumeCase> cases() {
    return ResumeCases.all().stream().filter(one -> !isBreezes(one)).toList();
  }

  /** The steps after which a run is broken off: the first, the middle, the last but one. */
  private static Set<Integer> breaks(ResumeCase.Told whole) {
    int steps = whole.states().size() - 1;
    assertTrue(steps > 0, "a state before the first step and after each");
    return new LinkedHashSet<>(List.of(0, 1, Math.max(1, steps / 2), Math.max(1, steps - 1)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyPresetGoesOnToTheSameBits(boolean validated) {
    for (ResumeCase one : cases()) {
      ResumeCase.Told whole = one.whole(STEPS, validated);
      for (int step : breaks(whole)) {
        ResumeCase.Told rest = one.rest(STEPS, validated, whole.states().get(step));
        assertEquals(
            String.join("\n", whole.bits(step)),
            String.join("\n", rest.bits(step)),
            one.name() + " after step " + step);
      }
    }
  }

  @Test
  void whateverTheyAreCalledOnlyBreezesBeginAnewAndSaySo() {
    List<String> anew = new ArrayList<>();
    for (ResumeCase one : ResumeCases.all()) {
      assertEquals(isBreezes(one), one.plan().method().restarts(), one.name());
      if (isBreezes(one)) {
        ResumeCase.Told whole = one.whole(6, false);
        ResumeCase.Told rest = one.rest(6, false, whole.states().get(3));
        String reason = rest.outcome().optimizer().reason();
        assertTrue(reason.endsWith("begun anew at step 3, as it cannot go on"), reason);
        assertEquals(whole.steps().get(3).loss(), rest.steps().get(0).loss(), "the same point");
        assertEquals(3, rest.steps().get(0).step());
        anew.add(one.optimizer().preset());
      }
    }
    assertEquals(List.of("lbfgs", "lbfgsb", "owlqn"), anew);
  }

  /** In the other JVM every third run has validation. */
  private static boolean isScored(int number) {
    return number % 3 == 0;
  }

  /** One process more for all presets. */
  @Test
  void anotherJvmGoesOnToTheSameBits(@TempDir Path folder) throws Exception {
    List<ResumeCase> cases = cases();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      ResumeCase.Told whole = cases.get(i).whole(STEPS, isScored(i));
      int middle = whole.states().size() / 2;
      Files.write(Elsewhere.state(folder, i), whole.states().get(middle));
      expected.add(cases.get(i).name());
      expected.addAll(whole.bits(middle));
    }
    Path log = folder.resolve("log");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Elsewhere.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertTrue(other.waitFor(5, TimeUnit.MINUTES), "the other JVM takes too long");
    } finally {
      other.destroyForcibly();
    }
    assertEquals(0, other.exitValue(), () -> text(log));
    assertEquals(String.join("\n", expected), text(Elsewhere.told(folder)).stripTrailing());
  }

  private static String text(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return String.join("\n", lines.toList());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Goes on with each state of a folder, and writes what comes of it. */
  public static final class Elsewhere {
    private Elsewhere() {}

    static Path state(Path folder, int number) {
      return folder.resolve("state" + number);
    }

    static Path told(Path folder) {
      return folder.resolve("told");
    }

    /** The step of a state is the first one that the run then tells of. */
    public static void main(String[] folder) throws IOException {
      Path in = Path.of(folder[0]);
      List<ResumeCase> cases = cases();
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        byte[] state = Files.readAllBytes(state(in, i));
        lines.add(cases.get(i).name());
        lines.addAll(cases.get(i).rest(STEPS, isScored(i), state).bits(0));
      }
      Files.write(told(in), lines);
    }
  }
}
