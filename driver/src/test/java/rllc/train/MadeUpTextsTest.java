package rllc.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.loss.MarginLoss;
import rllc.settings.OptimizerSettings;
import rllc.shard.Block;
import rllc.shard.Moments;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.report.StepRecord;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.MadeUpTexts;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;

/**
 * Standardised texts, where a pilot of a tenth of the rows knows little and costs a pass a step.
 */
class MadeUpTextsTest {
  private static final int WORDS = 1500;

  /** The first step shows that pilots do not pay; with them it was 16 and 56 passes. */
  @Test
  void pilotsThatDoNotPayLoseTwoPasses() {
    LinearObjective objective = standardised(MadeUpTexts.counts(1500, WORDS, 60), 1e-2);
    assertNearLbfgs(objective, 2);
  }

  @Test
  void manyTexts() {
    LinearObjective objective = standardised(MadeUpTexts.counts(15_000, WORDS, 60), 1e-2);
    assertNearLbfgs(objective, 1.5);
  }

  private static void assertNearLbfgs(LinearObjective objective, double lost) {
    List<StepRecord> lbfgs = records(new OptimizerSettings.Lbfgs(), objective);
    List<StepRecord> auto = records(new OptimizerSettings.Auto(Optional.empty()), objective);
    double best = Math.min(least(lbfgs), least(auto));
    for (double gap : new double[] {1e-2, 1e-4, 1e-6}) {
      double target = best + gap * (lbfgs.get(0).loss() - best);
      double most = 1.1 * passesTo(target, lbfgs) + lost;
      double passes = passesTo(target, auto);
      assertTrue(passes <= most, passes + " passes to " + gap + ", more than " + most);
    }
  }

  private static LinearObjective standardised(List<Block> blocks, double regParam) {
    Moments moments = new Moments(WORDS);
    blocks.forEach(moments::add);
    double[] deviations = moments.featureDeviations();
    Coordinates coordinates = Coordinates.standardised(moments.featureMeans(), deviations, 1, true);
    return new LinearObjective(
        new LocalGradients(blocks, KernelChoice.of(KernelMode.AUTO).kernels()),
        MarginLoss.LOGISTIC,
        coordinates,
        Penalty.l2(regParam, coordinates, deviations, true));
  }

  private static List<StepRecord> records(OptimizerSettings settings, LinearObjective objective) {
    double[] start = new double[objective.dimension()];
    return Runs.run(settings, objective, start, Stops.after(60, 1e-9)).steps();
  }

  private static double least(List<StepRecord> records) {
    return records.stream().mapToDouble(StepRecord::loss).min().orElseThrow();
  }

  private static double passesTo(double target, List<StepRecord> records) {
    return records.stream()
        .filter(record -> record.loss() <= target)
        .mapToDouble(StepRecord::passes)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
