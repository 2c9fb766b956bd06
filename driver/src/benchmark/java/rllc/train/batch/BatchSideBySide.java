package rllc.train.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rllc.optim.Optimizer;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.Batch;
import rllc.train.objective.Evaluation;

/**
 * Settings on their way through the same batches, rows read once for as many as a kernel takes;
 * nothing holds a diverging one back. At the end of each number of epochs: the gap at the last
 * point and at the average that preset auto uses.
 *
 * <p>To save work, points are first looked at on a sample: batches that make a tenth of the rows
 * and 10,000 at least. Those with more than three times the least gap of their method there count
 * as infinite, and settings with more than three times the least gap of all methods, at the last
 * point and at the average, are not followed further.
 */
final class BatchSideBySide {
  /** Part of all rows in a batch. */
  static final double FRACTION = 0.005;

  private static final double LEAST_SAMPLE = 10_000;
  private static final double NEAR = 3;
  private static final double FOLLOWED = 3;

  /**
   * A setting on its way.
   *
   * @param group number of its method
   * @param place among all settings
   * @param until the last number of epochs that it is looked at
   */
  private record Runner(int group, int place, int until, Optimizer optimizer, Candidate candidate) {
    double[] point(int kind) {
      return kind == 0 ? candidate.now().theta() : candidate.now().average();
    }

    Runner after(Evaluation batch, double epochs) {
      Candidate next = candidate.learn(batch, epochs, NEVER_FAR, true, optimizer).candidate();
      return new Runner(group, place, until, optimizer, next);
    }
  }

  /** A first loss that no running mean is far above. */
  private static final double NEVER_FAR = Double.MAX_VALUE / 4;

  private final BatchProblem problem;
  private final double[][] least;
  private final List<Runner> runners = new ArrayList<>();
  private final int groups;
  private final int settings;
  private final List<Batch> sample = new ArrayList<>();

  /**
   * @param least gaps that are known already: [last = 0, average = 1][number of epochs]
   * @param until by the name of a group and the place in it: the last number of epochs, as a place,
   *     that a setting is looked at; below 0, it is left out
   */
  BatchSideBySide(
      BatchProblem problem,
      List<BatchSettings.Group> groups,
      double[][] least,
      Map<String, int[]> until) {
    this.problem = problem;
    this.least = least;
    this.groups = groups.size();
    int place = 0;
    for (int group = 0; group < groups.size(); group++) {
      int from = place;
      for (BatchSettings s : groups.get(group).settings()) {
        int last = until.get(groups.get(group).name())[place - from];
        if (last >= 0) {
          Candidate first =
              Candidate.at(problem.start(), NEVER_FAR, place, 0, 0, s.schedule(), 1, s.optimizer());
          runners.add(new Runner(group, place, last, s.optimizer(), first));
        }
        place++;
      }
    }
    this.settings = place;
    LinearObjective objective = problem.objective();
    double rows = objective.rows();
    double share = Math.max(0.1, LEAST_SAMPLE / rows);
    BatchPlan plan = new BatchPlan(objective.blocks(), objective.rows(), FRACTION * rows, 0);
    for (int i = 0; share < 0.5 && i < share * plan.steps(); i++) {
      sample.add(plan.batch(i));
    }
  }

  /** gaps[last = 0, average = 1][number of epochs][setting]. */
  double[][][] run(double[] epochs, long seed) {
    LinearObjective objective = problem.objective();
    BatchPlan plan =
        new BatchPlan(objective.blocks(), objective.rows(), FRACTION * objective.rows(), seed);
    double[][][] gaps = new double[2][epochs.length][];
    int at = 0;
    for (long step = 0; at < epochs.length; step++) {
      List<double[]> points = runners.stream().map(r -> r.point(0)).toList();
      Evaluation[] batch = evaluate(points, plan.batch(step));
      for (int i = 0; i < batch.length; i++) {
        runners.set(i, runners.get(i).after(batch[i], (double) step / plan.steps()));
      }
      if (step + 1 >= epochs[at] * plan.steps()) {
        double[][] found = gaps(at);
        gaps[0][at] = found[0];
        gaps[1][at] = found[1];
        int shown = at++;
        runners.removeIf(runner -> runner.until() <= shown);
      }
    }
    return gaps;
  }

  /** Of all settings, at their points of both kinds; the hopeless ones are left behind. */
  private double[][] gaps(int at) {
    double optimum = sampled(List.of(problem.optimum()))[0];
    double[][] gaps = new double[2][settings];
    Set<Runner> followed = new HashSet<>();
    for (int kind = 0; kind < 2; kind++) {
      double[] seen = sampled(points(kind, runners));
      double[] excess = Arrays.stream(seen).map(loss -> loss - optimum).toArray();
      double bound = least[kind][at] * (problem.first() - problem.best());
      for (double one : excess) {
        bound = one < bound ? one : bound;
      }
      for (int i = 0; i < excess.length; i++) {
        if (excess[i] <= bound + (FOLLOWED - 1) * Math.abs(bound)) {
          followed.add(runners.get(i));
        }
      }
      List<Runner> near = near(excess);
      Evaluation[] found = evaluate(points(kind, near), Batch.ALL);
      Arrays.fill(gaps[kind], Double.POSITIVE_INFINITY);
      for (int i = 0; i < found.length; i++) {
        gaps[kind][near.get(i).place()] = problem.gap(found[i].loss());
      }
    }
    runners.retainAll(followed);
    return gaps;
  }

  /** Runners whose excess is not far from the least of their method. */
  private List<Runner> near(double[] excess) {
    double[] lowest = new double[groups];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    for (int i = 0; i < excess.length; i++) {
      int group = runners.get(i).group();
      lowest[group] = excess[i] < lowest[group] ? excess[i] : lowest[group];
    }
    List<Runner> near = new ArrayList<>();
    for (int i = 0; i < excess.length; i++) {
      double bound = lowest[runners.get(i).group()];
      if (excess[i] <= bound + (NEAR - 1) * Math.abs(bound)) {
        near.add(runners.get(i));
      }
    }
    return near;
  }

  private static List<double[]> points(int kind, List<Runner> runners) {
    return runners.stream().map(runner -> runner.point(kind)).toList();
  }

  /** Mean losses over the sample, over all rows where they are few. */
  private double[] sampled(List<double[]> points) {
    double[] losses = new double[points.size()];
    for (Batch batch : sample.isEmpty() ? List.of(Batch.ALL) : sample) {
      Evaluation[] found = evaluate(points, batch);
      for (int i = 0; i < losses.length; i++) {
        losses[i] += found[i].loss() / Math.max(1, sample.size());
      }
    }
    return losses;
  }

  private Evaluation[] evaluate(List<double[]> points, Batch batch) {
    LinearObjective objective = problem.objective();
    List<Evaluation> found = new ArrayList<>();
    int most = objective.mostPoints();
    for (int from = 0; from < points.size(); from += most) {
      List<double[]> some = points.subList(from, Math.min(points.size(), from + most));
      found.addAll(Arrays.asList(objective.evaluate(some.toArray(double[][]::new), batch)));
    }
    return found.toArray(Evaluation[]::new);
  }
}
