package rllc.settings;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import rllc.optim.LinearMemory;
import rllc.optim.Stability;

/**
 * What {@code auto} means for c1, c2 and L0 of a linear memory: one rule for all of them.
 *
 * <ul>
 *   <li>L0 = v / (v.v): the smallest law whose first step is c1 g.
 *   <li>c1 = half of {@link Stability#limit} / curvature: 1 for SGD, 1 + beta for momentum.
 *   <li>c2 = 0.01, and where c1 is auto too, a correction that would leave the law unstable at the
 *       curvature found is cut down (rllc.optim.Law).
 * </ul>
 *
 * <p>Measured on 18 problems (those of {@code AutoPreset}) and 16 memories, 300 steps: with c2 =
 * 0.01 and the cut no loss rose above the first, but for momentum(0.99) on least squares (1.1
 * times). The gap after 100 steps, as a geometric mean over the problems, was 1.0 to 2.6 times
 * smaller than with c2 = 0 for 13 memories and 1.1, 1.1 and 1.5 times larger for three. Without the
 * cut even c2 = 0.01 ended in bursts, up to 1e12 times the first loss on least squares: while slow
 * directions ask for longer steps, the law grows past what the fast ones bear. From c2 = 0.1 on
 * some memories did so even with the cut.
 */
public final class LawDefaults {
  public static final double C2 = 0.01;

  /** In the metric of a curvature, where 1 is the best law of the last step: see inMetric. */
  public static final double C2_IN_METRIC = 0.03;

  /** Share of the largest stable step. 0.7 gained a third but overshot by 1.4 on least squares. */
  private static final double SHARE = 0.5;

  private LawDefaults() {}

  public static List<Double> law0(LinearMemory memory) {
    double[] v = memory.input();
    double square = Arrays.stream(v).map(x -> x * x).sum();
    if (square == 0) {
      throw new IllegalArgumentException("`v` must have an entry other than 0");
    }
    return Arrays.stream(v).mapToObj(x -> x / square).toList();
  }

  public static LearningRate c1(OptionalDouble c1, LinearMemory memory, List<Double> law) {
    if (c1.isPresent()) {
      return new LearningRate(true, c1.getAsDouble());
    }
    double limit = Stability.limit(memory, law);
    if (limit == 0) {
      throw new IllegalArgumentException(
          "`optimizer.c1` must be given, because no step is stable with this memory and law "
              + law);
    }
    return new LearningRate(false, SHARE * limit);
  }

  /**
   * {@code paper} with its law corrected in another metric than the paper's. There c2 = 1 is the
   * best law in hindsight, and greed: the next step bends elsewhere. Measured by
   * rllc.train.MetricExperiment: uncut, c2 = 1 rose to thousands of times the first loss for every
   * memory with momentum, 0.1 for most; cut, anything from 0.003 to 0.1 came to much the same.
   */
  public static OptimizerSettings.Rllc inMetric(
      OptimizerSettings.Rllc paper, Metric metric, OptionalDouble c2) {
    return new OptimizerSettings.Rllc(
        paper.preset(),
        paper.memory(),
        paper.c1(),
        c2.orElse(C2_IN_METRIC),
        paper.law0(),
        paper.rankTolerance(),
        paper.keepStable(),
        metric);
  }

  /** An immutable copy of {@code law}, which must fit the memory. */
  public static List<Double> checked(List<Double> law, LinearMemory memory) {
    if (law.size() != memory.units()) {
      throw new IllegalArgumentException(
          "`optimizer.law0` must have one number per memory unit, "
              + memory.units()
              + ", got "
              + law.size());
    }
    for (double entry : law) {
      if (!Double.isFinite(entry)) {
        throw new IllegalArgumentException("`optimizer.law0` must be finite, got " + entry);
      }
    }
    return List.copyOf(law);
  }
}
