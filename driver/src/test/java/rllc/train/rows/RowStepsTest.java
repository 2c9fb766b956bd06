package rllc.train.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.kernel.JavaKernels;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.shard.Moments;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.testing.LocalGradients;

/** Steps in O(non-zeros) are those of a loop over dense, centred rows that keeps every point. */
class RowStepsTest {
  private static final int[] POWERS = {1, 3};
  private static final int FEATURES = 6;
  private static final int ROWS = 50;
  private static final int STEADY = 10;
  private static final double LENGTH = 3;

  static Stream<Arguments> options() {
    return Stream.of(MarginLoss.LOGISTIC, MarginLoss.SQUARED, new Softmax(3))
        .flatMap(
            loss ->
                Stream.of(true, false)
                    .flatMap(
                        dense ->
                            Stream.of(
                                Arguments.of(loss, dense, true),
                                Arguments.of(loss, dense, false))));
  }

  /** Feature 3 is constant, feature 4 rare. */
  private static List<Block> blocks(boolean dense, int labels) {
    SplittableRandom random = new SplittableRandom(6);
    BlockBuilder builder = new BlockBuilder(FEATURES);
    int[] all = {0, 1, 2, 3, 4, 5};
    for (int i = 0; i < ROWS; i++) {
      double[] x = {random.nextDouble(), 5 + random.nextDouble(), 0, 0.7, 0, -100};
      x[2] = random.nextInt(3) == 0 ? 1 : 0;
      x[4] = i % 20 == 0 ? 2 : 0;
      x[5] *= random.nextInt(4) == 0 ? 1 : 0;
      double weight = 0.5 + random.nextDouble();
      double label = random.nextInt(labels);
      if (dense) {
        builder.addDense(label, weight, x);
      } else {
        int[] some = java.util.Arrays.stream(all).filter(j -> x[j] != 0).toArray();
        double[] values = java.util.Arrays.stream(some).mapToDouble(j -> x[j]).toArray();
        builder.addSparse(label, weight, some, values);
      }
    }
    builder.finish();
    return builder.drain();
  }

  private static LinearObjective objective(List<Block> blocks, Loss loss, boolean intercept) {
    Moments moments = new Moments(FEATURES);
    blocks.forEach(moments::add);
    double[] deviations = moments.featureDeviations();
    Coordinates coordinates =
        Coordinates.standardised(moments.featureMeans(), deviations, loss.outputs(), intercept);
    return new LinearObjective(
        new LocalGradients(blocks, new JavaKernels()),
        loss,
        coordinates,
        Penalty.l2(0.3, coordinates, deviations, true));
  }

  @ParameterizedTest
  @MethodSource("options")
  void pointsAndLossesAreThoseOfThePlainLoop(Loss loss, boolean dense, boolean intercept) {
    List<Block> blocks = blocks(dense, Math.max(2, loss.outputs()));
    LinearObjective objective = objective(blocks, loss, intercept);
    RowObjective problem = RowObjective.of(objective);
    ShuffledRows rows = new ShuffledRows(blocks, 4);
    RowMetric metric = new RowMetric(blocks, problem);
    double[] intercepts = new double[loss.outputs()];
    intercepts[0] = intercept ? 0.4 : 0;
    RowSteps steps = new RowSteps(rows, metric, problem, intercepts, LENGTH, STEADY);
    Plain plain = new Plain(rows, metric, objective, intercepts, intercept);
    for (int i = 0; i < ROWS; i++) {
      double[] expected = plain.step(i);
      double[] losses = new double[RowSteps.AVERAGES];
      steps.look(i);
      steps.judge(losses);
      steps.step();
      for (int a = 0; a < RowSteps.AVERAGES; a++) {
        assertEquals(expected[a], losses[a], 1e-9 * (1 + expected[a]), "row " + i);
      }
    }
    for (int a = 0; a < RowSteps.AVERAGES; a++) {
      assertArrayEquals(plain.average(POWERS[a]), steps.average(a), 1e-9);
    }
  }

  /** w and b of centred rows, in dense arrays. */
  private static final class Plain {
    private final ShuffledRows rows;
    private final RowMetric metric;
    private final Loss loss;
    private final double[] penalty;
    private final boolean intercept;
    private final int outputs;
    private final int sweep;
    private final List<double[]> points = new ArrayList<>();
    private double[] u;

    Plain(
        ShuffledRows rows,
        RowMetric metric,
        LinearObjective objective,
        double[] intercepts,
        boolean intercept) {
      this.rows = rows;
      this.metric = metric;
      this.loss = objective.loss();
      this.penalty = RowObjective.of(objective).penalty();
      this.intercept = intercept;
      this.outputs = loss.outputs();
      this.sweep = (int) Math.ceil(4 * Math.max(1, FEATURES / rows.entriesPerRow()));
      this.u = new double[(FEATURES + 1) * outputs];
      System.arraycopy(intercepts, 0, u, FEATURES * outputs, outputs);
    }

    double[] step(int i) {
      double[] x = new double[FEATURES];
      for (int p = rows.from(i); p < rows.to(i); p++) {
        x[rows.indices(i) == null ? p - rows.from(i) : rows.indices(i)[p]] = rows.values(i)[p];
      }
      double norm = intercept ? 1 : 0;
      for (int j = 0; j < FEATURES; j++) {
        x[j] -= metric.means[j];
        norm += metric.factors[j] * x[j] * x[j];
      }
      double[] before = new double[POWERS.length];
      for (int a = 0; a < POWERS.length; a++) {
        double[] margins = margins(x, weighted(POWERS[a]));
        before[a] = rows.weight(i) * loss.value(margins, rows.label(i));
      }
      double rate = LENGTH / metric.meanNorm * Math.sqrt(Math.min(1, STEADY / (i + 1.0)));
      double eta = rate * rows.weight(i) / rows.meanWeight();
      double[] multipliers = new double[outputs];
      new ImplicitStep(loss).multipliersInto(margins(x, u), rows.label(i), eta * norm, multipliers);
      u = u.clone();
      for (int k = 0; k < outputs; k++) {
        for (int j = 0; j < FEATURES; j++) {
          u[j * outputs + k] -= eta * multipliers[k] * metric.factors[j] * x[j];
        }
        u[FEATURES * outputs + k] -= intercept ? eta * multipliers[k] : 0;
      }
      points.add(u.clone());
      double next = LENGTH / metric.meanNorm * Math.sqrt(Math.min(1, STEADY / (i + 2.0)));
      for (int j = 0; j < FEATURES && (i + 1) % sweep == 0; j++) {
        for (int k = 0; k < outputs; k++) {
          u[j * outputs + k] /= 1 + next * sweep * penalty[j] * metric.factors[j];
        }
      }
      return before;
    }

    private double[] margins(double[] x, double[] at) {
      double[] margins = new double[outputs];
      for (int k = 0; k < outputs; k++) {
        margins[k] = at[FEATURES * outputs + k];
        for (int j = 0; j < FEATURES; j++) {
          margins[k] += x[j] * at[j * outputs + k];
        }
      }
      return margins;
    }

    private double[] weighted(int power) {
      if (points.isEmpty()) {
        return u;
      }
      double[] mean = new double[u.length];
      double weights = 0;
      for (int t = 0; t < points.size(); t++) {
        double weight = Math.pow(t + 1, power);
        weights += weight;
        for (int i = 0; i < mean.length; i++) {
          mean[i] += weight * points.get(t)[i];
        }
      }
      for (int i = 0; i < mean.length; i++) {
        mean[i] /= weights;
      }
      return mean;
    }

    double[] average(int power) {
      double[] theta = weighted(power);
      for (int j = 0; j < FEATURES; j++) {
        for (int k = 0; k < outputs; k++) {
          theta[FEATURES * outputs + k] -= metric.means[j] * theta[j * outputs + k];
        }
      }
      return theta;
    }
  }
}
