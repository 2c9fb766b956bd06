package rllc.train.newton;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rllc.loss.MarginLoss;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.settings.preset.Presets;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.report.StepRecord;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

/** Presets of the paper with their law corrected in the metric of the curvature. */
class MetricMemoryTest {
  private static final OptionalDouble AUTO = OptionalDouble.empty();
  private final TinyData data = TinyData.of(9);
  private final LinearObjective objective =
      data.objective(MarginLoss.LOGISTIC, data.coordinates(true, true), 0.01, true);
  private final double[] start = new double[objective.dimension()];

  private static OptimizerSettings settings(String preset, Optional<Metric> metric) {
    return Presets.withMetric(
        Presets.parse(
            preset, AUTO, AUTO, Optional.empty(), 1e-5, Optional.empty(), Optional.empty()),
        metric,
        AUTO);
  }

  private List<StepRecord> run(String preset, Optional<Metric> metric) {
    return Runs.run(settings(preset, metric), objective, start, Stops.after(60, 0)).steps();
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void lossesFallAndPassesAreCounted(Metric metric) {
    List<StepRecord> run = run("rllc-sgd-momentum(0.9)", Optional.of(metric));
    StepRecord last = run.get(60);
    assertTrue(last.loss() < run.get(0).loss() - 0.05, "loss " + last.loss());
    double steps = last.passes() - run.get(0).passes();
    // Six of sixty rows, two units: a fifth of a pass for each law, and draws.
    boolean pilot = metric == Metric.PILOT;
    assertTrue(pilot ? steps > 60 + 59 * 0.19 && steps < 60 + 59 * 0.23 : steps == 60, "" + steps);
  }

  @Test
  void theIdentityIsTodaysRun() {
    String preset = "rllc-multi-momentum(0,0.9)";
    List<StepRecord> auto = run(preset, Optional.empty());
    List<StepRecord> identity = run(preset, Optional.of(Metric.IDENTITY));
    for (int step = 0; step < auto.size(); step++) {
      assertEquals(auto.get(step).loss(), identity.get(step).loss());
      assertArrayEquals(auto.get(step).law(), identity.get(step).law());
    }
  }

  /** The matrix that the law sees is the Hessian where all rows are the pilot. */
  @Test
  void theDiagonalIsTheHessians() {
    NewtonProblem problem = NewtonProblem.of(objective, 1);
    PassRequest request = DiagonalHessian.NONE.request(problem, 0, false);
    DiagonalHessian metric =
        (DiagonalHessian)
            DiagonalHessian.NONE.after(problem, objective.survey(start, request), start, null);
    for (int i = 0; i < start.length; i++) {
      double[] unit = new double[start.length];
      unit[i] = 1;
      double expected = objective.hessianVector(start, unit)[i];
      assertEquals(expected, metric.times(problem, start, unit, null)[i], 1e-12);
    }
  }

  @Test
  void anotherObjectiveIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Runs.curved(
                    settings("rllc-momentum(0.9)", Optional.of(Metric.PILOT)),
                    objective,
                    start,
                    Stops.after(1, 0)));
    assertEquals(
        "`objective` must be a linear model's with preset rllc-momentum(0.9) in the metric pilot",
        e.getMessage());
  }
}
