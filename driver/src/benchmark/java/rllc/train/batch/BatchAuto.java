package rllc.train.batch;

import rllc.optim.Law;
import rllc.optim.LawBox;
import rllc.optim.LinearMemory;
import rllc.optim.Optimizer;
import rllc.optim.RllcOptimizer;
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.OptimizerSettings;
import rllc.train.linear.LinearObjective;
import rllc.train.rows.WarmPass;
import rllc.train.run.RunControl;
import rllc.train.testing.Stops;


import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
   * @param law whether members have the retrospective law on units 0, 0.9 and 0.99
   */
  static Found run(BatchProblem problem, double[] epochs, long seed, boolean law) {
    BatchTraining.Prepared auto =
        new BatchTraining(
                problem.objective(), BATCHING, problem.start(), seed, BatchSettings.SWEEPS)
            .prepare(SETTINGS, BATCHING);
    BatchTraining.Prepared prepared = law ? withLaw(auto) : auto;
    BatchRun run =
        new BatchRun(
            problem.objective(),
            prepared,
            problem.start(),
            Stops.after(Integer.MAX_VALUE, 0),
            RunControl.nobody());
    double[] gaps = new double[epochs.length];
    int steps = 0;
    for (int at = 0; at < epochs.length; at++) {
      while (steps < epochs[at] * prepared.plan().steps()) {
        run.next();
        steps++;
      }
      gaps[at] = problem.gap(problem.objective().evaluate(run.answer()).loss());
    }
    return new Found(gaps, prepared.info().passes());
  }

  /**
   * Gaps of small steps [number of passes][1], as preset auto takes them in the place of batches;
   * infinite where it does not.
   */
  static double[][] alone(BatchProblem problem, double[] passes, long seed) {
    LinearObjective objective = problem.objective();
    double[][] gaps = new double[passes.length][];
    for (int at = 0; at < passes.length; at++) {
      int rows = WarmPass.rowsAlone(objective, passes[at]);
      gaps[at] = new double[] {Double.POSITIVE_INFINITY};
      if (rows > 0 && passes[at] <= 1) {
        double[] theta = WarmPass.alone(objective, problem.start(), seed, rows).theta();
        gaps[at][0] = problem.gap(objective.evaluate(theta).loss());
      }
    }
    return gaps;
  }

  private static BatchTraining.Prepared withLaw(BatchTraining.Prepared prepared) {
    LinearMemory memory = LinearMemory.multiMomentum(0, 0.9, 0.99);
    double[] law0 = {1, 0.9, 0};
    Law law = new Law(0.03, 1e-5, any -> true, Optional.of(LawBox.above(law0)));
    List<Optimizer> members = new ArrayList<>();
    for (Optimizer member : prepared.methods().get(0)) {
      members.add(
          new RllcOptimizer(memory, member.learningRate(), law0, law, BatchSettings.SWEEPS));
    }
    return new BatchTraining.Prepared(
        prepared.plan(),
        List.of(members),
        prepared.schedules(),
        prepared.average(),
        prepared.firstLoss(),
        prepared.info());
  }
}
