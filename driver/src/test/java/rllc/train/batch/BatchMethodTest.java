package rllc.train.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import rllc.kernel.JavaKernels;
import rllc.kernel.Sweeps;
import rllc.loss.MarginLoss;
import rllc.optim.Vectors;
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.OptimizerSettings;
import rllc.settings.Schedule;
import rllc.settings.StopSettings;
import rllc.settings.preset.Presets;
import rllc.shard.Block;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.objective.Evaluation;
import rllc.train.report.Outcome;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;
import rllc.train.run.RunControl;
import rllc.train.run.RunOrigin;
import rllc.train.run.Runner;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.Runs;
import rllc.train.testing.Runs.Recorded;
import rllc.train.testing.Stops;
import rllc.train.testing.Synthetic;

class BatchMethodTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final int ROWS = 4000;
  private static final int FEATURES = 12;
  private final LinearObjective objective = objective(MarginLoss.LOGISTIC, -1);
  private final double[] start = new double[FEATURES + 1];

  /** 20 blocks of 200 rows; row {@code bad}, if any, is not finite. */
  private static LinearObjective objective(MarginLoss loss, int bad) {
    List<Block> blocks = new ArrayList<>();
    double[] values = new double[ROWS * FEATURES];
    double[] labels = new double[ROWS];
    int at = 0;
    for (Block block : Synthetic.blocks(ROWS, FEATURES, 10)) {
      System.arraycopy(block.values(), 0, values, at * FEATURES, block.rows() * FEATURES);
      System.arraycopy(block.labels(), 0, labels, at, block.rows());
      at += block.rows();
    }
    if (bad >= 0) {
      values[bad * FEATURES] = Double.NaN;
    }
    for (int b = 0; b < 20; b++) {
      int from = b * 200;
      blocks.add(
          Block.dense(
              FEATURES,
              Arrays.copyOfRange(labels, from, from + 200),
              null,
              Arrays.copyOfRange(values, from * FEATURES, (from + 200) * FEATURES)));
    }
    double[] ones = new double[FEATURES];
    Arrays.fill(ones, 1);
    Coordinates coordinates = Coordinates.original(ones, 1, true);
    return new LinearObjective(
        new LocalGradients(blocks, new JavaKernels()),
        loss,
        coordinates,
        Penalty.l2(0.01, coordinates, ones, true));
  }

  private static Recorded fit(
      LinearObjective on,
      String preset,
      OptionalDouble c1,
      Optional<Boolean> average,
      StopSettings stop) {
    OptimizerSettings settings =
        Presets.parse(preset, c1, NONE, Optional.empty(), 1e-5, Optional.empty(), Optional.empty());
    Batching batching = new Batching(BatchSize.parse("80"), Optional.empty(), average);
    return Runs.run(on, method(settings, batching, on), origin(on), stop);
  }

  private static BatchMethod method(
      OptimizerSettings settings, Batching batching, LinearObjective on) {
    return new BatchMethod(settings, batching, on, 1, Sweeps.of(new JavaKernels(), 1));
  }

  private static RunOrigin origin(LinearObjective on) {
    return RunOrigin.of(new double[on.dimension()]);
  }

  /** The records of batches: the last one of a run is that of the answer. */
  private static List<StepRecord> batches(Recorded run) {
    return run.steps().subList(0, run.steps().size() - 1);
  }

  private static StopSettings passes(double most) {
    return new StopSettings(Integer.MAX_VALUE, OptionalDouble.of(most), NONE, 0, NONE);
  }

  private static double optimum(LinearObjective on) {
    double[] zero = new double[on.dimension()];
    return Runs.run(new OptimizerSettings.Lbfgs(), on, zero, Stops.after(100, 1e-9)).last().loss();
  }

  @Test
  void sgdWithAScheduleIsTheTextbooks() {
    double[] theta = start.clone();
    BatchPlan plan = new BatchPlan(20, ROWS, 80, 1);
    for (int t = 0; t < 120; t++) {
      Evaluation batch = objective.evaluate(new double[][] {theta}, plan.batch(t))[0];
      Vectors.addScaledInto(-0.5 / (1 + t / 50.0), batch.gradient(), theta);
    }
    StopSettings stop = new StopSettings(120, NONE, NONE, 0, NONE);
    Recorded run = fit(objective, "sgd", OptionalDouble.of(0.5), Optional.empty(), stop);
    assertArrayEquals(theta, run.outcome().theta(), 1e-12);
    assertEquals(objective.evaluate(theta).loss(), run.last().loss(), 1e-12);
  }

  @Test
  void everyPresetComesNearTheOptimum() {
    double best = optimum(objective);
    double first = objective.evaluate(start).loss();
    for (String preset :
        List.of(
            "auto",
            "rllc-momentum(0.9)",
            "rllc-sgd-momentum(0.9)",
            "rllc-multi-momentum(0,0.9,0.99)",
            "rllc-jordan(0.6,3)",
            "sgd",
            "momentum(0.9)",
            "nesterov(0.9)",
            "aggmo(0,0.9)",
            "adam")) {
      Optional<Boolean> average = Optional.of(true).filter(b -> !preset.equals("auto"));
      Recorded run = fit(objective, preset, NONE, average, passes(4));
      double gap = (run.last().loss() - best) / (first - best);
      assertTrue(gap < 0.04, preset + " ended at a gap of " + gap);
    }
  }

  @Test
  void passesAreTheRowsTouched() {
    Recorded run = fit(objective, "auto", NONE, Optional.empty(), passes(1.5));
    double sample = run.outcome().optimizer().passes();
    double touched = batches(run).stream().mapToLong(StepRecord::batchRows).sum() / (double) ROWS;
    assertEquals("max-passes", run.status());
    assertTrue(touched + sample <= 1.5);
    assertTrue(touched + sample > 1.5 - 0.021);
    assertEquals(sample + touched + 1, run.last().passes(), 1e-9);
    assertEquals(objective.evaluate(run.outcome().theta()).loss(), run.last().loss(), 1e-12);
    assertEquals(ROWS, run.last().batchRows());
  }

  @Test
  void aFixedRateSwitchesThePopulationOff() {
    Outcome end =
        fit(objective, "auto", OptionalDouble.of(0.25), Optional.empty(), passes(1)).outcome();
    assertEquals(0.25, end.optimizer().c1().orElseThrow());
    assertTrue(end.stop().text().contains("c1 = 0.25"), end.stop().text());
  }

  @Test
  void manyParametersLeaveRoomForOneSchedule() {
    StopSettings one = Stops.after(1, 0);
    Recorded few = fit(objective, "auto", NONE, Optional.empty(), one);
    assertTrue(few.outcome().optimizer().reason().contains("schedules"));
    int features = 100_000;
    int[] rows = new int[ROWS + 1];
    Arrays.setAll(rows, i -> i);
    int[] indices = new int[ROWS];
    Arrays.setAll(indices, i -> i);
    Block block = Block.sparse(features, new double[ROWS], null, rows, indices, new double[ROWS]);
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    Coordinates coordinates = Coordinates.original(ones, 1, true);
    LinearObjective wide =
        new LinearObjective(
            new LocalGradients(List.of(block), new JavaKernels()),
            MarginLoss.LOGISTIC,
            coordinates,
            Penalty.l2(0.01, coordinates, ones, true));
    Batching batching = new Batching(BatchSize.parse("80"), Optional.empty(), Optional.empty());
    BatchMethod method = method(new OptimizerSettings.Auto(Optional.empty()), batching, wide);
    String reason = Runs.run(wide, method, origin(wide), one).outcome().optimizer().reason();
    assertTrue(reason.contains("9 learning rates side by side"), reason);
  }

  @Test
  void aBatchThatIsNotFiniteIsPassedOver() {
    LinearObjective on = objective(MarginLoss.LOGISTIC, 1234);
    for (String preset : List.of("sgd", "auto")) {
      OptionalDouble c1 = preset.equals("sgd") ? OptionalDouble.of(0.5) : NONE;
      Recorded run = fit(on, preset, c1, Optional.empty(), passes(3));
      assertTrue(batches(run).stream().anyMatch(r -> Double.isNaN(r.loss()) && r.stepNorm() == 0));
      double loss = objective.evaluate(run.outcome().theta()).loss();
      double gap = loss - optimum(objective);
      assertTrue(gap < 0.01, preset + " ended " + gap + " above the optimum");
    }
  }

  @Test
  void divergenceIsUndoneAndReported() {
    LinearObjective squared = objective(MarginLoss.SQUARED, -1);
    Recorded run =
        fit(squared, "momentum(0.9)", OptionalDouble.of(40), Optional.of(true), passes(4));
    double first = squared.evaluate(start).loss();
    double gap = (run.last().loss() - optimum(squared)) / (first - optimum(squared));
    assertTrue(gap < 0.2, "gap " + gap);
    assertEquals("max-passes", run.status());
    String text = run.outcome().stop().text();
    assertTrue(text.contains("returns"), text);
    int unnoticed = 0;
    for (int i = 0; i < 6; i++) {
      unnoticed += run.steps().get(i).stepNorm() > 0 ? 1 : 0;
    }
    assertTrue(unnoticed <= 4, "noticed after " + unnoticed + " steps");
  }

  @Test
  void hopelessDivergenceEndsAtTheStart() {
    LinearObjective squared = objective(MarginLoss.SQUARED, -1);
    Recorded run = fit(squared, "sgd", OptionalDouble.of(1e12), Optional.empty(), passes(100));
    assertEquals("diverged", run.status());
    assertTrue(run.last().loss() <= squared.evaluate(start).loss());
  }

  @Test
  void theTargetIsComparedWithAMeanOverBatches() {
    double target = optimum(objective) + 0.02;
    StopSettings stop = new StopSettings(10_000, NONE, NONE, 0, OptionalDouble.of(target));
    Recorded run = fit(objective, "auto", NONE, Optional.empty(), stop);
    assertEquals("target-loss", run.status());
    assertEquals(target, run.last().loss(), 0.02);
  }

  @Test
  void schedulesAreFunctionsOfTheEpochs() {
    assertEquals(1, Schedule.CONSTANT.factor(3));
    assertEquals(0.25, Schedule.INVERSE.factor(3));
    assertEquals(0.5, Schedule.INVERSE_SQRT.factor(3));
    assertThrows(IllegalArgumentException.class, () -> BatchSize.parse("1.5"));
    assertThrows(IllegalArgumentException.class, () -> BatchSize.parse("0"));
    assertThrows(IllegalArgumentException.class, () -> BatchSize.parse("half"));
    assertEquals(50, BatchSize.parse("0.005").rows(10_000));
    assertEquals(512, BatchSize.parse("512").rows(10_000));
  }

  @Test
  void observersChangeNothing() {
    double[] theta = fit(objective, "auto", NONE, Optional.empty(), passes(1)).outcome().theta();
    Batching batching = new Batching(BatchSize.parse("80"), Optional.empty(), Optional.empty());
    RunControl rude =
        RunControl.of(TrainingListener.ofSteps(record -> Arrays.fill(record.law(), Double.NaN)));
    Outcome watched =
        new Runner<>(
                objective,
                method(new OptimizerSettings.Auto(Optional.empty()), batching, objective),
                passes(1),
                rude)
            .run(RunOrigin.of(start));
    assertArrayEquals(theta, watched.theta(), 0);
  }
}
