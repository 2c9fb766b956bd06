package rllc.train.batch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import rllc.optim.Law;
import rllc.optim.LawBox;
import rllc.optim.LinearMemory;
import rllc.optim.RllcOptimizer;
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.train.linear.LinearObjective;
import rllc.train.report.Outcome;
import rllc.train.rows.RowsAlone;
import rllc.train.rows.SmallSteps;
import rllc.train.run.RunControl;
import rllc.train.run.RunOrigin;
import rllc.train.run.Runner;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;

/** The population of preset auto, told nothing: the gap of its answer on the way. */
final class BatchAuto {
  static final OptimizerSettings SETTINGS = new OptimizerSettings.Auto(Optional.empty());

  static final Batching BATCHING =
      new Batching(
          new BatchSize(BatchSize.Kind.FRACTION, BatchSideBySide.FRACTION),
          Optional.empty(),
          Optional.empty());

  /**
   * @param gaps one for each number of epochs
   * @param passes that finding the rates has cost
   */
  record Found(double[] gaps, double passes) {}

  private BatchAuto() {}

  /**
   * @param law whether candidates have the retrospective law on units 0, 0.9 and 0.99
   */
  static Found run(BatchProblem problem, double[] epochs, long seed, boolean law) {
    LinearObjective objective = problem.objective();
    Entrants auto = Entrants.of(SETTINGS, BATCHING, objective, seed, BatchSettings.SWEEPS);
    BatchMethod method = new BatchMethod(law ? withLaw(auto) : auto, BATCHING, objective, seed);
    double[] gaps = new double[epochs.length];
    double passes = 0;
    for (int at = 0; at < epochs.length; at++) {
      int steps = (int) Math.ceil(epochs[at] * method.epoch());
      Outcome end =
          Runs.run(objective, method, RunOrigin.of(problem.start()), Stops.after(steps, 0))
              .outcome();
      gaps[at] = problem.gap(end.last().loss());
      passes = end.optimizer().passes();
    }
    return new Found(gaps, passes);
  }

  /**
   * Gaps of small steps [number of passes][1], as preset auto takes them in the place of batches;
   * infinite where it does not.
   */
  static double[][] alone(BatchProblem problem, double[] passes, long seed) {
    LinearObjective objective = problem.objective();
    double[][] gaps = new double[passes.length][];
    for (int at = 0; at < passes.length; at++) {
      int rows = SmallSteps.rowsAlone(objective, passes[at]);
      gaps[at] = new double[] {Double.POSITIVE_INFINITY};
      if (rows > 0 && passes[at] <= 1) {
        StopSettings stop = Stops.after(1, 0).withMaxPasses(OptionalDouble.of(passes[at]));
        Runner<LinearObjective> run =
            new Runner<>(
                objective,
                List.of(new SmallSteps(objective, seed, rows)),
                new RowsAlone(),
                stop,
                Optional.empty(),
                RunControl.nobody());
        gaps[at][0] = problem.gap(run.run(RunOrigin.of(problem.start())).last().loss());
      }
    }
    return gaps;
  }

  private static Entrants withLaw(Entrants auto) {
    LinearMemory memory = LinearMemory.multiMomentum(0, 0.9, 0.99);
    double[] law0 = {1, 0.9, 0};
    Law law = new Law(0.03, 1e-5, any -> true, Optional.of(LawBox.above(law0)));
    Entrants.Entrant first = auto.methods().get(0);
    Entrants.Entrant learning =
        new Entrants.Entrant(
            first.unit(),
            first.rates(),
            c1 -> new RllcOptimizer(memory, c1, law0, law, BatchSettings.SWEEPS));
    return new Entrants(
        List.of(learning),
        auto.schedules(),
        auto.averages(),
        auto.c2(),
        auto.units(),
        auto.preset(),
        auto.reason());
  }
}
