package rllc.train.newton;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rllc.kernel.KernelMode;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.settings.preset.Presets;
import rllc.shard.MarginLoss;
import rllc.train.LabelScaling;
import rllc.train.Training;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.CurvedObjective;
import rllc.train.run.RunControl;
import rllc.train.run.StepRecord;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

/** Presets of the paper with their law corrected in the metric of the curvature. */
class MetricObjectiveTest {
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
    List<StepRecord> records = new ArrayList<>();
    Training.prepare(settings(preset, metric), objective, start, 1, KernelMode.JAVA)
        .start(start, Stops.after(60, 0), RunControl.nobody())
        .forEachRemaining(state -> records.add(state.record()));
    return records;
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
    DiagonalHessian metric = new DiagonalHessian(objective);
    metric.take(objective.survey(start, metric.request(0)), start);
    for (int i = 0; i < start.length; i++) {
      double[] unit = new double[start.length];
      unit[i] = 1;
      double expected = objective.hessianVector(start, unit)[i];
      assertEquals(expected, metric.times(start, unit).vector()[i], 1e-12);
    }
  }

  @Test
  void anotherObjectiveIsRefused() {
    CurvedObjective scaled = new LabelScaling(2).objective(objective);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Training.prepare(
                    settings("rllc-momentum(0.9)", Optional.of(Metric.PILOT)),
                    scaled,
                    start,
                    1,
                    KernelMode.JAVA));
    assertEquals(
        "`objective` must be a linear model's with preset rllc-momentum(0.9) in the metric pilot",
        e.getMessage());
  }
}
