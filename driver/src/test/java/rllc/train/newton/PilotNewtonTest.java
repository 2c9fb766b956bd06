package rllc.train.newton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import rllc.loss.MarginLoss;
import rllc.optim.Vectors;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.train.linear.GradientSource;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.Batch;
import rllc.train.pilot.Pilot;
import rllc.train.pilot.StepSample;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.Outcome;
import rllc.train.report.StepRecord;
import rllc.train.report.StopReason;
import rllc.train.run.Attempt;
import rllc.train.run.Method;
import rllc.train.run.Passes;
import rllc.train.run.Position;
import rllc.train.run.Progress;
import rllc.train.run.RunControl;
import rllc.train.run.RunOrigin;
import rllc.train.run.Runner;
import rllc.train.testing.GoldenProblem;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

class PilotNewtonTest {
  private static final OptimizerSettings AUTO = new OptimizerSettings.Auto(Optional.empty());
  private static final OptimizerSettings PILOTS =
      new OptimizerSettings.PilotNewton(Optional.empty());

  private static Outcome fit(
      OptimizerSettings settings, LinearObjective objective, StopSettings stop) {
    return Runs.run(settings, objective, new double[objective.dimension()], stop).outcome();
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
    double[] start = new double[objective.dimension()];
    return Runs.run(settings, objective, start, Stops.after(60, 1e-8)).steps();
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
    Outcome last = fit(AUTO, objective, Stops.after(100, 1e-9));
    assertEquals("converged", last.stop().status());
    assertEquals(2, last.last().passes());
    double best =
        fit(new OptimizerSettings.Lbfgs(), objective, Stops.after(500, 1e-10)).last().loss();
    assertEquals(best, last.last().loss(), 1e-14);
  }

  @Test
  void limitsHold() {
    LinearObjective objective = tiny(MarginLoss.LOGISTIC);
    OptionalDouble none = OptionalDouble.empty();
    Outcome steps = fit(AUTO, objective, Stops.after(2, 0));
    assertEquals("max-steps", steps.stop().status());
    assertEquals(2, steps.last().step());
    StopSettings passes = new StopSettings(100, OptionalDouble.of(4), none, 0, none);
    Outcome few = fit(AUTO, objective, passes);
    assertEquals("max-passes", few.stop().status());
    assertTrue(few.last().passes() <= 4, "" + few.last().passes());
    StopSettings target = new StopSettings(100, none, none, 0, OptionalDouble.of(0.6));
    Outcome reached = fit(AUTO, objective, target);
    assertEquals("target-loss", reached.stop().status());
    RunControl interrupted = new RunControl(List.of(), () -> true, System::nanoTime);
    StopSettings stop = Stops.after(9, 0);
    Outcome ended =
        new Runner<>(objective, Runs.method(AUTO, objective, stop, 1), stop, interrupted)
            .run(RunOrigin.of(new double[objective.dimension()]));
    assertEquals("interrupted", ended.stop().status());
  }

  @Test
  void withoutATolItEndsWhereDoublesEnd() {
    Outcome last = fit(PILOTS, tiny(MarginLoss.LOGISTIC), Stops.after(500, 0));
    assertEquals("converged", last.stop().status());
    assertTrue(last.last().gradNorm() < 1e-10, "" + last.last().gradNorm());
  }

  /** A pilot's decrement is an estimate: a run ends only if it is next to nothing twice running. */
  @Test
  void twoLittleStepsRunningEndARun() {
    LinearObjective objective = GoldenProblem.synthetic().plain(1e-3);
    StopSettings stop = Stops.after(60, 1e-4);
    OptimizerSettings kept = new OptimizerSettings.PilotNewton(Optional.of(Metric.PILOT));
    States method = new States((PilotNewton) Runs.method(kept, objective, stop, 1));
    double[] start = new double[objective.dimension()];
    Outcome outcome = Runs.run(objective, method, RunOrigin.of(start), stop).outcome();
    String text = "the next step is expected to lower the loss by";
    assertTrue(outcome.stop().text().startsWith(text), outcome.stop().text());
    List<Boolean> little = method.seen.stream().map(PilotNewtonState::little).toList();
    assertEquals(outcome.last().step(), little.size() - 1);
    assertEquals(little.size() - 1, little.indexOf(true), little.toString());
  }

  /** The same method; remembers the states that steps began at. */
  private record States(PilotNewton method, List<PilotNewtonState> seen)
      implements Method<LinearObjective, PilotNewtonState> {
    States(PilotNewton method) {
      this(method, new ArrayList<>());
    }

    @Override
    public Class<PilotNewtonState> stateType() {
      return method.stateType();
    }

    @Override
    public PilotNewtonState start(double[] theta, Passes<? extends LinearObjective> passes) {
      return method.start(theta, passes);
    }

    @Override
    public Attempt<PilotNewtonState> step(
        PilotNewtonState state, Passes<? extends LinearObjective> passes) {
      seen.add(state);
      return method.step(state, passes);
    }

    @Override
    public Position position(PilotNewtonState state) {
      return method.position(state);
    }

    @Override
    public OptimizerInfo info(PilotNewtonState state) {
      return method.info(state);
    }

    @Override
    public Optional<StopReason> converged(
        PilotNewtonState state, Progress progress, StopSettings stop) {
      return method.converged(state, progress, stop);
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
      StopSettings stop = Stops.after(2, 0);
      Runs.Recorded run =
          Runs.run(
              objective, Runs.method(PILOTS, objective, stop, seed), RunOrigin.of(start), stop);
      losses.add(run.outcome().last().loss());
    }
    assertEquals(losses.get(0), losses.get(1));
    assertTrue(!losses.get(0).equals(losses.get(2)));
  }
}
