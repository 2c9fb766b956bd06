package rllc.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Settings on their way through the same batches, rows read once for as many as a kernel takes;
 * nothing holds a diverging one back. At the end of each number of epochs: the gap at the last
 * point and at the average that preset auto uses.
 */
final class BatchSideBySide {
  /** Part of all rows in a batch. */
  static final double FRACTION = 0.005;

  private final BatchProblem problem;
  private final List<BatchSettings> settings;
  private final List<Member> members;

  BatchSideBySide(BatchProblem problem, List<BatchSettings> settings) {
    this.problem = problem;
    this.settings = settings;
    this.members =
        settings.stream()
            .map(s -> new Member(s.optimizer(), problem.start(), true, Double.MAX_VALUE / 4))
            .toList();
  }

  /** gaps[last = 0, average = 1][number of epochs][setting]. */
  double[][][] run(double[] epochs, long seed) {
    LinearObjective objective = problem.objective();
    BatchPlan plan =
        new BatchPlan(objective.blocks(), objective.rows(), FRACTION * objective.rows(), seed);
    double[][][] gaps = new double[2][epochs.length][];
    int at = 0;
    for (long step = 0; at < epochs.length; step++) {
      learn(plan, step);
      if (step + 1 >= epochs[at] * plan.steps()) {
        gaps[0][at] = gaps(members.stream().map(Member::theta).toList());
        gaps[1][at] = gaps(members.stream().map(Member::answer).toList());
        at++;
      }
    }
    return gaps;
  }

  private void learn(BatchPlan plan, long step) {
    Batch batch = plan.batch(step);
    double epochs = (double) step / plan.steps();
    int most = problem.objective().mostPoints();
    for (int from = 0; from < members.size(); from += most) {
      List<Member> some = members.subList(from, Math.min(members.size(), from + most));
      double[][] points = some.stream().map(Member::theta).toArray(double[][]::new);
      Evaluation[] shown = problem.objective().evaluate(points, batch);
      for (int i = 0; i < points.length; i++) {
        some.get(i).learn(shown[i], settings.get(from + i).schedule().factor(epochs));
      }
    }
  }

  private double[] gaps(List<double[]> points) {
    LinearObjective objective = problem.objective();
    List<Evaluation> found = new ArrayList<>();
    int most = objective.mostPoints();
    for (int from = 0; from < points.size(); from += most) {
      List<double[]> some = points.subList(from, Math.min(points.size(), from + most));
      found.addAll(Arrays.asList(objective.evaluate(some.toArray(double[][]::new), Batch.ALL)));
    }
    return found.stream().mapToDouble(e -> problem.gap(e.loss())).toArray();
  }
}
