package rllc.train;

import java.util.Arrays;
import rllc.shard.Loss;

/**
 * One pass of small steps over rows, each implicit ({@link ImplicitStep}), and the average of the
 * points that they lead through, the t-th of weight t. A step along the centred row x - m in the
 * metric P (see {@link RowMetric}) is
 *
 * <pre>  w <- w - eta g' P (x - m)        b <- b - eta g'        (margin: (x - m) . w + b)</pre>
 *
 * <p>and costs O(non-zeros of x): w is held as v + P m c^T, so that the part along P m is the K
 * numbers c; the average is held as the sum E of all changes, each times the weight of the points
 * before it: average = w - E / sum of weights. The penalty shrinks w after as many rows as have 4 d
 * entries together. The same code serves K outputs, class-fastest.
 */
final class RowSteps {
  /** Entries of the rows between two times of the penalty, for each feature. */
  private static final double SWEEP = 4;

  private final SampledRows rows;
  private final RowMetric metric;
  private final double[] penalty;
  private final Loss loss;
  private final ImplicitStep implicit;
  private final boolean fitIntercept;
  private final int outputs;
  private final double firstRate;
  private final int steady;
  private final double meanWeight;
  private final int sweepAfter;

  private final double[] v;
  private final double[] c;
  private final double[] b;

  /** m . v, for each output. */
  private final double[] meanV;

  private final double[] sumV;
  private final double[] sumC;
  private final double[] sumB;
  private final double[] meanSumV;

  private final double[] margins;
  private final double[] averaged;
  private final double[] multipliers;
  private long steps;
  private double weights;
  private int sinceSweep;

  /**
   * @param intercepts b at the start, for rows as given: w starts at 0
   * @param length of the first steps: eta = length / mean squared norm of a row in the metric
   * @param steady rows, from which on eta falls with the square root of the number of rows learnt
   */
  RowSteps(
      SampledRows rows,
      RowMetric metric,
      RowProblem problem,
      double[] intercepts,
      double length,
      int steady) {
    this.rows = rows;
    this.metric = metric;
    this.penalty = problem.penalty;
    this.loss = problem.loss;
    this.implicit = new ImplicitStep(loss);
    this.fitIntercept = problem.fitIntercept;
    this.outputs = loss.outputs();
    this.firstRate = length / metric.meanNorm;
    this.steady = steady;
    this.meanWeight = rows.meanWeight();
    int d = penalty.length;
    this.sweepAfter = (int) Math.ceil(SWEEP * Math.max(1, d / Math.max(1, rows.entriesPerRow())));
    this.v = new double[d * outputs];
    this.sumV = new double[d * outputs];
    this.b = intercepts.clone();
    this.c = new double[outputs];
    this.meanV = new double[outputs];
    this.sumC = new double[outputs];
    this.sumB = new double[outputs];
    this.meanSumV = new double[outputs];
    this.margins = new double[outputs];
    this.averaged = new double[outputs];
    this.multipliers = new double[outputs];
  }

  /**
   * Takes the step along row {@code i}.
   *
   * @return the weighted loss of the row at the average of the points before
   */
  double step(int i) {
    double[] x = rows.values(i);
    int[] indices = rows.indices(i);
    int from = rows.from(i);
    int to = rows.to(i);
    double along = 0;
    double norm = metric.meanSquare;
    Arrays.fill(margins, 0);
    Arrays.fill(averaged, 0);
    for (int p = from; p < to; p++) {
      int j = indices == null ? p - from : indices[p];
      along += metric.scaledMeans[j] * x[p];
      norm += metric.factors[j] * x[p] * x[p];
      for (int k = 0, at = j * outputs; k < outputs; k++, at++) {
        margins[k] += x[p] * v[at];
        averaged[k] += x[p] * sumV[at];
      }
    }
    norm = Math.max(0, norm - 2 * along) + (fitIntercept ? 1 : 0);
    for (int k = 0; k < outputs; k++) {
      double fromCentre = along - metric.meanSquare;
      margins[k] += c[k] * fromCentre - meanV[k] + b[k];
      double lag = averaged[k] + sumC[k] * fromCentre - meanSumV[k] + sumB[k];
      averaged[k] = weights > 0 ? margins[k] - lag / weights : margins[k];
    }
    double weight = rows.weight(i);
    double before = weight * loss.value(averaged, rows.label(i));
    double eta = rate() * weight / meanWeight;
    implicit.multipliersInto(margins, rows.label(i), eta * norm, multipliers);
    move(x, indices, from, to, eta, along);
    return before;
  }

  private double rate() {
    return firstRate * Math.sqrt(Math.min(1, steady / (steps + 1.0)));
  }

  private void move(double[] x, int[] indices, int from, int to, double eta, double along) {
    for (int p = from; p < to; p++) {
      int j = indices == null ? p - from : indices[p];
      double factor = -eta * metric.factors[j] * x[p];
      for (int k = 0, at = j * outputs; k < outputs; k++, at++) {
        double change = factor * multipliers[k];
        v[at] += change;
        sumV[at] += change * weights;
      }
    }
    for (int k = 0; k < outputs; k++) {
      double change = eta * multipliers[k];
      meanV[k] -= change * along;
      meanSumV[k] -= change * along * weights;
      c[k] += change;
      sumC[k] += change * weights;
      if (fitIntercept) {
        b[k] -= change;
        sumB[k] -= change * weights;
      }
    }
    steps++;
    weights += steps;
    if (++sinceSweep == sweepAfter) {
      shrink();
    }
  }

  /**
   * The penalty's part of the steps since the last time, an implicit step too: w_j is divided by 1
   * + eta penalty_j P_j.
   */
  private void shrink() {
    double rate = rate();
    Arrays.fill(meanV, 0);
    Arrays.fill(meanSumV, 0);
    for (int j = 0; j < penalty.length; j++) {
      double pull = rate * sinceSweep * penalty[j] * metric.factors[j];
      double shrinkage = -pull / (1 + pull);
      for (int k = 0, at = j * outputs; k < outputs; k++, at++) {
        double change = (v[at] + c[k] * metric.scaledMeans[j]) * shrinkage;
        v[at] += change;
        sumV[at] += change * weights;
        meanV[k] += metric.means[j] * v[at];
        meanSumV[k] += metric.means[j] * sumV[at];
      }
    }
    sinceSweep = 0;
  }

  /** The average, in original coordinates: d * K coefficients, class-fastest, K intercepts. */
  double[] average() {
    shrink();
    int d = penalty.length;
    double[] theta = new double[d * outputs + outputs];
    for (int k = 0; k < outputs; k++) {
      theta[d * outputs + k] = b[k] - sumB[k] / weights;
    }
    for (int j = 0; j < d; j++) {
      for (int k = 0, at = j * outputs; k < outputs; k++, at++) {
        double alongMean = c[k] - sumC[k] / weights;
        theta[at] = v[at] - sumV[at] / weights + alongMean * metric.scaledMeans[j];
        theta[d * outputs + k] -= metric.means[j] * theta[at];
      }
    }
    return theta;
  }
}
