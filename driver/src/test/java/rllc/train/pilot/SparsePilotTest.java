package rllc.train.pilot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rllc.kernel.JavaKernels;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.settings.OptimizerSettings;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.shard.Moments;
import rllc.train.linear.Coordinates;
import rllc.train.linear.L1Penalty;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.objective.Box;
import rllc.train.objective.NonsmoothTerm;
import rllc.train.report.Outcome;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;

/** The pilot method of preset auto where there is an L1 part and more than 500 features. */
class SparsePilotTest {
  private static final int ROWS = 6000;
  private static final int FEATURES = 520;

  /** Ten features matter; each but the rare ones, every third, is like the one before it. */
  private static List<Block> blocks(int classes) {
    SplittableRandom random = new SplittableRandom(4);
    BlockBuilder builder = new BlockBuilder(FEATURES);
    for (int i = 0; i < ROWS; i++) {
      double[] x = new double[FEATURES];
      double score = random.nextGaussian();
      for (int j = 0; j < FEATURES; j++) {
        x[j] = j % 3 == 0 && random.nextInt(10) > 0 ? 0 : random.nextGaussian();
        x[j] += j % 3 == 0 ? 0 : 5 * x[j - 1];
        score += j < 10 ? x[j] : 0;
      }
      builder.addDense(Math.min(classes - 1, Math.max(0, Math.floor(score + 1))), 1, x);
    }
    builder.finish();
    return builder.drain();
  }

  private static LinearObjective objective(Loss loss, double reg, double elasticNet) {
    List<Block> blocks = blocks(Math.max(2, loss.outputs()));
    Moments moments = new Moments(FEATURES);
    blocks.forEach(moments::add);
    double[] deviations = moments.featureDeviations();
    Coordinates coordinates =
        Coordinates.standardised(moments.featureMeans(), deviations, loss.outputs(), true);
    return new LinearObjective(
        new LocalGradients(blocks, new JavaKernels()),
        loss,
        coordinates.knowing(moments),
        Penalty.l2(reg * (1 - elasticNet), coordinates, deviations, true),
        L1Penalty.of(reg * elasticNet, coordinates, deviations, true),
        Box.NONE);
  }

  private static Outcome fit(LinearObjective objective, OptimizerSettings settings, int steps) {
    double[] start = new double[objective.dimension()];
    Outcome outcome = Runs.run(settings, objective, start, Stops.after(steps, 1e-10)).outcome();
    if (settings instanceof OptimizerSettings.Auto) {
      String reason = outcome.optimizer().reason();
      assertTrue(reason.contains("the penalty has an L1 part; "), reason);
      assertTrue(reason.contains("; pilots save"), reason);
      assertEquals("auto (pilot + secant law)", outcome.optimizer().preset());
    }
    return outcome;
  }

  @ParameterizedTest
  @CsvSource({"1, 0.02, 1", "1, 0.003, 0.5", "3, 0.01, 0.9"})
  void theOptimumOfOwlqnInFewerPasses(int outputs, double reg, double elasticNet) {
    Loss loss = outputs == 1 ? MarginLoss.LOGISTIC : new Softmax(outputs);
    LinearObjective objective = objective(loss, reg, elasticNet);
    Outcome ours = fit(objective, new OptimizerSettings.Auto(Optional.empty()), 80);
    Outcome owlqn = fit(objective, new OptimizerSettings.Owlqn(), 1000);
    double[] u = ours.theta();
    double[] gradient = objective.evaluate(u).gradient();
    assertArrayEquals(
        new double[u.length], NonsmoothTerm.of(objective).gradient(u, gradient), 1e-5);
    assertEquals(objective.value(u), ours.last().loss(), 1e-14);
    assertTrue(ours.last().loss() <= owlqn.last().loss() * (1 + 1e-9));
    int coefficients = FEATURES * outputs;
    long zeros = Arrays.stream(u).limit(coefficients).filter(w -> w == 0).count();
    assertTrue(zeros > coefficients / 4 && zeros < coefficients, zeros + " zeros");
    assertTrue(
        ours.last().passes() < 0.6 * owlqn.last().passes(),
        () -> ours.last().passes() + " passes, OWL-QN " + owlqn.last().passes());
  }
}
