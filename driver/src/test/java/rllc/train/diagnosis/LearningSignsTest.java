package rllc.train.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.preset.Presets;
import rllc.shard.Block;
import rllc.shard.Moments;
import rllc.train.testing.Runs;
import rllc.train.testing.SmallProblems;
import rllc.train.testing.Stops;
import rllc.train.testing.Synthetic;

/** Each sign is provoked by the setting that causes it. */
class LearningSignsTest {
  private static final List<Block> ROWS = Synthetic.blocks(500, 20, 1e4);
  private static final SmallProblems.Problem HARD =
      new SmallProblems.Problem(
          "hard", () -> new SmallProblems.Rows(ROWS, 20, Family.binomial(), 1), 1e-6, false);

  private static List<Diagnosis> run(String preset, double c1, double c2, int steps)
      throws IOException {
    return run(HARD, preset, c1, c2, steps);
  }

  /** NaN for auto. */
  private static List<Diagnosis> run(
      SmallProblems.Problem problem, String preset, double c1, double c2, int steps)
      throws IOException {
    OptimizerSettings optimizer =
        Presets.parse(
            preset, of(c1), of(c2), Optional.empty(), 1e-5, Optional.empty(), Optional.empty());
    StopSettings stop = Stops.after(steps, 1e-6);
    Runs.Recorded run = problem.posed(problem.reg()).run(optimizer, stop);
    Moments moments = new Moments(problem.source().read().features());
    problem.source().read().blocks().forEach(moments::add);
    TrainingSettings settings =
        new TrainingSettings(
            new ModelSettings(Family.auto(), problem.reg(), 0, true, problem.standard()),
            optimizer,
            stop,
            new RunSettings(
                1,
                RunSettings.Coordinates.AUTO,
                RunSettings.Start.AUTO,
                KernelMode.JAVA,
                RunSettings.Precision.DOUBLE));
    return Diagnosis.of(
        new Evidence(
            settings,
            run.steps(),
            run.outcome().stop(),
            run.outcome().optimizer(),
            moments,
            j -> "x" + j,
            Map.of(),
            Optional.empty(),
            Optional.empty()));
  }

  private static OptionalDouble of(double number) {
    return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  private static void assertSign(
      String sign, String setting, String remedy, List<Diagnosis> found) {
    assertEquals(1, found.size(), found.toString());
    assertEquals(sign, found.get(0).sign(), found.toString());
    assertEquals(setting, found.get(0).setting(), found.toString());
    assertEquals(remedy, found.get(0).remedy(), found.toString());
  }

  @Test
  void oneUnitWithoutMemorySpansNoUsefulStep() throws IOException {
    assertSign(
        "poor convergence",
        "optimizer.preset",
        "rllc-sgd-momentum(0.9)",
        run("rllc-momentum(0)", Double.NaN, Double.NaN, 60));
    assertSign(
        "poor convergence",
        "optimizer.preset",
        "auto",
        run("aggmo(0,0.5)", Double.NaN, Double.NaN, 60));
  }

  @Test
  void aLawThatMovesTooFastOscillates() throws IOException {
    List<Diagnosis> found = run("rllc-momentum(0.9)", Double.NaN, 1, 60);
    assertSign("oscillation", "optimizer.c2", "0.010", found);
    assertTrue(found.get(0).value() > 0.02, found.toString());
  }

  @Test
  void aLawThatNoLongerMovesIsAPlateau() throws IOException {
    List<Diagnosis> found = run("rllc-momentum(0)", Double.NaN, 1e-7, 60);
    assertSign("plateau", "optimizer.c2", "0.01", found);
    assertTrue(found.get(0).value() < 1e-4, found.toString());
  }

  @Test
  void aWrongLearningRateIsToldFromTheRest() throws IOException {
    assertSign("c1 too large", "optimizer.c1", "auto", run("sgd", 1e3, Double.NaN, 60));
    assertSign(
        "c1 too large", "optimizer.c1", "auto", run("rllc-momentum(0.9)", 1e3, Double.NaN, 60));
    assertSign("c1 too small", "optimizer.c1", "auto", run("sgd", 1e-4, Double.NaN, 60));
    assertSign("c1 too small", "optimizer.c1", "auto", run("momentum(0.9)", 1e-5, Double.NaN, 60));
  }

  @Test
  void healthyRunsHaveNone() throws IOException {
    for (SmallProblems.Problem problem : SmallProblems.madeUp().subList(0, 2)) {
      for (String preset : List.of("auto", "lbfgs", "rllc-sgd-momentum(0.9)", "nesterov(0.9)")) {
        List<Diagnosis> found = run(problem, preset, Double.NaN, Double.NaN, 300);
        assertEquals(List.of(), found, problem + " " + preset);
      }
    }
  }
}
