package rllc.train.newton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelMode;
import rllc.optim.Vectors;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.shard.MarginLoss;
import rllc.train.Training;
import rllc.train.linear.GradientSource;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.Batch;
import rllc.train.objective.Evaluation;
import rllc.train.objective.StepSeconds;
import rllc.train.pilot.Pilot;
import rllc.train.pilot.StepSample;
import rllc.train.run.Progress;
import rllc.train.run.RunControl;
import rllc.train.run.StepRecord;
import rllc.train.run.Trainer;
import rllc.train.run.TrainingState;
import rllc.train.testing.GoldenProblem;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

class PilotSecantTest {
  private static final OptimizerSettings AUTO = new OptimizerSettings.Auto(Optional.empty());
  private static final OptimizerSettings PILOTS = new OptimizerSettings.Secant(Optional.empty());

  private static TrainingState fit(
      OptimizerSettings settings,
      LinearObjective objective,
      StopSettings stop,
      RunControl control) {
    double[] start = new double[objective.dimension()];
    return Trainer.fit(
        Training.prepare(settings, objective, start, 1, KernelMode.JAVA)
            .start(start, stop, control));
  }

  /** Passes after which the loss was first at most {@code target}. */
  private static double passesTo(double target, List<StepRecord> records) {
    return records.stream()
        .filter(record -> record.loss() <= target)
        .mapToDouble(StepRecord::passes)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static List<StepRecord> records(OptimizerSettings settings, LinearObjective objective) {
    List<StepRecord> records = new ArrayList<>();
    RunControl control = RunControl.of(List.of(records::add));
    TrainingState last = fit(settings, objective, Stops.after(60, 1e-8), control);
    records.add(last.record());
    return records;
  }

  /** Golden optimum of an independent implementation; L-BFGS(10) takes 12, 48 and 94 passes. */
  @Test
  void a9aInAFewPasses() {
    assertPasses(PILOTS, 7, 22, 45);
  }

  /** One pass for each step of Newton's method. */
  @Test
  void fewFeaturesTakeNewtonsMethod() {
    assertPasses(AUTO, 5, 7, 8);
  }

  private static void assertPasses(OptimizerSettings settings, int most2, int most4, int most6) {
    GoldenProblem problem = GoldenProblem.shared("a9a", 123);
    double optimum = problem.golden().at("/optimum/reg=0.0001/loss").asDouble();
    List<StepRecord> ours = records(settings, problem.plain(1e-4));
    double first = ours.get(0).loss();
    assertAtMost(most2, passesTo(optimum + 1e-2 * (first - optimum), ours));
    assertAtMost(most4, passesTo(optimum + 1e-4 * (first - optimum), ours));
    assertAtMost(most6, passesTo(optimum + 1e-6 * (first - optimum), ours));
    assertEquals(optimum, ours.get(ours.size() - 1).loss(), 1e-9);
  }

  private static void assertAtMost(double most, double passes) {
    assertTrue(passes <= most, passes + " passes, more than " + most);
  }

  @Test
  void everyMetricFindsTheOptimum() {
    GoldenProblem problem = GoldenProblem.shared("mushrooms", 112);
    LinearObjective objective = problem.plain(0.01);
    double optimum = problem.golden().at("/optimum/reg=0.01/loss").asDouble();
    for (Metric metric : Metric.values()) {
      List<StepRecord> records =
          records(new OptimizerSettings.Auto(Optional.of(metric)), objective);
      assertEquals(optimum, records.get(records.size() - 1).loss(), 1e-9, metric.name());
    }
  }

  @Test
  void lossesFallAndPassesRise() {
    LinearObjective objective = tiny(MarginLoss.LOGISTIC);
    for (OptimizerSettings settings : List.of(AUTO, PILOTS)) {
      fallAndRise(records(settings, objective));
    }
  }

  private static void fallAndRise(List<StepRecord> records) {
    assertTrue(records.size() > 3);
    for (int step = 1; step < records.size(); step++) {
      assertEquals(step, records.get(step).step());
      assertTrue(records.get(step).loss() <= records.get(step - 1).loss() * (1 + 1e-14));
      assertTrue(records.get(step).passes() >= records.get(step - 1).passes() + 1);
    }
  }

  private static LinearObjective tiny(MarginLoss loss) {
    TinyData data = TinyData.of(9);
    return data.objective(loss, data.coordinates(true, true), 0.01, true);
  }

  @Test
  void leastSquaresTakeTwoPasses() {
    LinearObjective objective = tiny(MarginLoss.SQUARED);
    TrainingState last = fit(AUTO, objective, Stops.after(100, 1e-9), RunControl.nobody());
    assertEquals("converged", last.stop().orElseThrow().status());
    assertEquals(2, last.progress().passes());
    double best =
        fit(new OptimizerSettings.Lbfgs(), objective, Stops.after(500, 1e-10), RunControl.nobody())
            .record()
            .loss();
    assertEquals(best, last.record().loss(), 1e-14);
  }

  @Test
  void limitsHold() {
    LinearObjective objective = tiny(MarginLoss.LOGISTIC);
    OptionalDouble none = OptionalDouble.empty();
    TrainingState steps = fit(AUTO, objective, Stops.after(2, 0), RunControl.nobody());
    assertEquals("max-steps", steps.stop().orElseThrow().status());
    assertEquals(2, steps.progress().steps());
    StopSettings passes = new StopSettings(100, OptionalDouble.of(4), none, 0, none);
    TrainingState few = fit(AUTO, objective, passes, RunControl.nobody());
    assertEquals("max-passes", few.stop().orElseThrow().status());
    assertTrue(few.progress().passes() <= 4, "" + few.progress().passes());
    StopSettings target = new StopSettings(100, none, none, 0, OptionalDouble.of(0.6));
    TrainingState reached = fit(AUTO, objective, target, RunControl.nobody());
    assertEquals("target-loss", reached.stop().orElseThrow().status());
    RunControl interrupted = new RunControl(List.of(), () -> true, System::nanoTime);
    TrainingState ended = fit(AUTO, objective, Stops.after(9, 0), interrupted);
    assertEquals("interrupted", ended.stop().orElseThrow().status());
  }

  @Test
  void withoutATolItEndsWhereDoublesEnd() {
    TrainingState last =
        fit(PILOTS, tiny(MarginLoss.LOGISTIC), Stops.after(500, 0), RunControl.nobody());
    assertEquals("converged", last.stop().orElseThrow().status());
    assertTrue(last.record().gradNorm() < 1e-10, "" + last.record().gradNorm());
  }

  @Test
  void newtonsStepsAreLongerFarFromTheOptimumAlone() {
    HessianModel middle = new GramianHessian(tiny(MarginLoss.LOGISTIC), 1);
    assertEquals(0.4, middle.length(0.4, true));
    assertEquals(0.4, middle.length(0.4, false));
    assertEquals(1, middle.length(0.7, true));
    assertEquals(1.5, middle.length(1.5, true));
    assertEquals(2, middle.length(4, true));
    assertEquals(1, middle.length(1.5, false));
  }

  @Test
  void theFirstStepDecidesAlone() {
    assertTrue(StepJudge.blind(0.41));
    assertTrue(!StepJudge.blind(0.39));
    assertTrue(new StepJudge().worthwhile(0.11, 0.46));
    assertTrue(!new StepJudge().worthwhile(0.09, 2));
    assertTrue(!new StepJudge().worthwhile(2.1, 2));
    assertTrue(!new StepJudge().worthwhile(1, 0.44));
  }

  @Test
  void laterOnlyBadStepsInARowEndTheMiddle() {
    StepJudge judge = new StepJudge();
    assertTrue(judge.worthwhile(1, 2));
    assertTrue(judge.worthwhile(1, 0.79));
    assertTrue(judge.worthwhile(1, 2));
    assertTrue(judge.worthwhile(0.01, 2));
    assertTrue(judge.worthwhile(1, 2));
    assertTrue(judge.worthwhile(1, 2));
    assertTrue(judge.worthwhile(3, 2));
    assertTrue(judge.worthwhile(1, 0.1));
    judge.accepted(1);
    assertTrue(judge.pays());
    judge.accepted(2);
    assertTrue(judge.pays());
    assertTrue(!judge.worthwhile(1, 0.1));
  }

  private static boolean converged(StepJudge judge, double loss) {
    Evaluation evaluation = new Evaluation(loss, new double[0], 1, 1, StepSeconds.ZERO);
    Progress progress =
        Progress.begin(0).evaluated(evaluation, 1, Double.POSITIVE_INFINITY, 0, false);
    return judge.converged(1e-6).check(progress).isPresent();
  }

  /** Losses near one, tol 1e-6: a twentieth of it is 5e-8. */
  @Test
  void aFastRunEndsWithItsFirstLittleStep() {
    StepJudge fast = new StepJudge();
    fast.gained(1 + 2.4e-7, 1 + 4e-8, 1e-3, false);
    assertTrue(!converged(fast, 1));
    fast.gained(1 + 4e-8, 1, 4e-4, false);
    assertTrue(converged(fast, 1));
    StepJudge stuck = new StepJudge();
    stuck.gained(1 + 2.4e-7, 1 + 4e-8, 1e-3, false);
    stuck.gained(1 + 4e-8, 1, 9e-4, false);
    assertTrue(!converged(stuck, 1));
    StepJudge slow = new StepJudge();
    slow.gained(1 + 9e-8, 1 + 4e-8, 1e-3, false);
    slow.gained(1 + 4e-8, 1, 4e-4, false);
    assertTrue(!converged(slow, 1));
    StepJudge large = new StepJudge();
    large.gained(1 + 4e-7, 1 + 6e-8, 1e-3, false);
    large.gained(1 + 6e-8, 1, 4e-4, false);
    assertTrue(!converged(large, 1));
  }

  /** A pilot that has fitted its own few rows asks for far too long steps. */
  @Test
  void shortStepsMustGainMore() {
    StepJudge shorter = new StepJudge();
    assertTrue(shorter.worthwhile(0.5, 0.95));
    assertTrue(shorter.worthwhile(0.5, 0.95));
    assertTrue(!shorter.worthwhile(0.5, 0.95));
    StepJudge longer = new StepJudge();
    for (int step = 0; step < 10; step++) {
      assertTrue(longer.worthwhile(0.7, 0.95));
    }
  }

  /** The parabola f = t^2 / 2 - t, as long as it is one. */
  @Test
  void aHoldoutKnowsWhatALineGains() {
    TinyData data = TinyData.of(9);
    LinearObjective objective =
        data.objective(MarginLoss.SQUARED, data.coordinates(true, true), 0.01, true);
    double[] u = new double[objective.dimension()];
    GradientSource source = objective.source();
    Pilot rows =
        new Pilot(
            data.blocks(),
            source.kernels(),
            MarginLoss.SQUARED,
            objective.coordinates(),
            source.weightSum(),
            source.rows());
    double[] gradient = objective.evaluate(u).gradient();
    double slope = Vectors.dot(gradient, gradient);
    StepSample.Line line = StepSample.at(u, rows, objective.penalty()).line(gradient, slope);
    double bend = Vectors.dot(gradient, objective.hessianVector(u, gradient, Batch.ALL));
    assertEquals(slope * slope / bend, line.gain(), 1e-9 * line.gain());
  }

  @Test
  void anotherSeedDrawsOtherRows() {
    LinearObjective objective = tiny(MarginLoss.LOGISTIC);
    double[] start = new double[objective.dimension()];
    List<Double> losses = new ArrayList<>();
    for (long seed : new long[] {1, 1, 2}) {
      Training training = Training.prepare(PILOTS, objective, start, seed, KernelMode.JAVA);
      losses.add(
          Trainer.fit(training.start(start, Stops.after(2, 0), RunControl.nobody()))
              .record()
              .loss());
    }
    assertEquals(losses.get(0), losses.get(1));
    assertTrue(!losses.get(0).equals(losses.get(2)));
  }
}
