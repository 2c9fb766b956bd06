package rllc.train.rows;

import java.util.Arrays;
import rllc.loss.Loss;

/**
 * One pass of small steps over rows, each implicit ({@link ImplicitStep}), and two averages of the
 * points that they lead through, the t-th of weight t or t^3: noise asks for the first, a long way
 * for the second. A step along the centred row x - m in the metric P (see {@link RowMetric}) is
 *
 * <pre>  w <- w - eta g' P (x - m)        b <- b - eta g'        (margin: (x - m) . w + b)</pre>
 *
 * <p>and costs O(non-zeros of x): w is held as v + P m c^T, so that the part along P m is the K
 * numbers c; the averages are held alike ({@link PointAverage}). The penalty shrinks w after as
 * many rows as have 4 d entries together. The same code serves K outputs, class-fastest.
 */
final class RowSteps {
  /** Entries of the rows between two times of the penalty, for each feature. */
  private static final double SWEEP = 4;

  /** Averages of the points. */
  static final int AVERAGES = 2;

  private final ShuffledRows rows;
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

  private final PointAverage[] averages;

  private final double[] margins;
  private final double[] averaged;
  private final double[] multipliers;

  /** The row that is looked at: where its entries are, its product with P m, its squared norm. */
  private int row;

  private double[] x;
  private int[] indices;
  private int from;
  private int to;
  private double along;
  private double norm;
  private long steps;
  private int sinceSweep;

  /**
   * @param intercepts b at the start, for rows as given: w starts at 0
   * @param length of the first steps: eta = length / mean squared norm of a row in the metric
   * @param steady rows, from which on eta falls with the square root of the number of rows learnt
   */
  RowSteps(
      ShuffledRows rows,
      RowMetric metric,
      RowObjective problem,
      double[] intercepts,
      double length,
      int steady) {
    this.rows = rows;
    this.metric = metric;
    this.penalty = problem.penalty();
    this.loss = problem.loss();
    this.implicit = new ImplicitStep(loss);
    this.fitIntercept = problem.fitIntercept();
    this.outputs = loss.outputs();
    this.firstRate = length / metric.meanNorm;
    this.steady = steady;
    this.meanWeight = rows.meanWeight();
    int d = penalty.length;
    this.sweepAfter = (int) Math.ceil(SWEEP * Math.max(1, d / Math.max(1, rows.entriesPerRow())));
    this.v = new double[d * outputs];
    this.b = intercepts.clone();
    this.c = new double[outputs];
    this.meanV = new double[outputs];
    this.averages =
        new PointAverage[] {
          new PointAverage(false, d * outputs, outputs),
          new PointAverage(true, d * outputs, outputs)
        };
    this.margins = new double[outputs];
    this.averaged = new double[outputs];
    this.multipliers = new double[outputs];
  }

  /** Takes up row {@code i}, for {@link #judge} and {@link #step}. */
  void look(int i) {
    row = i;
    x = rows.values(i);
    indices = rows.indices(i);
    from = rows.from(i);
    to = rows.to(i);
    along = 0;
    norm = metric.meanSquare;
    for (int p = from; p < to; p++) {
      int j = feature(p);
      along += metric.scaledMeans[j] * x[p];
      norm += metric.factors[j] * x[p] * x[p];
    }
    norm = Math.max(0, norm - 2 * along) + (fitIntercept ? 1 : 0);
    timesInto(v, margins);
    for (int k = 0; k < outputs; k++) {
      margins[k] += c[k] * (along - metric.meanSquare) - meanV[k] + b[k];
    }
  }

  private int feature(int p) {
    return indices == null ? p - from : indices[p];
  }

  /** The row times {@code coefficients}. */
  private void timesInto(double[] coefficients, double[] products) {
    Arrays.fill(products, 0);
    for (int p = from; p < to; p++) {
      for (int k = 0, at = feature(p) * outputs; k < outputs; k++, at++) {
        products[k] += x[p] * coefficients[at];
      }
    }
  }

  /** Adds the row's weighted loss at each average of the points so far. */
  void judge(double[] losses) {
    double fromCentre = along - metric.meanSquare;
    for (int a = 0; a < AVERAGES; a++) {
      PointAverage average = averages[a];
      timesInto(average.v, averaged);
      for (int k = 0; k < outputs; k++) {
        double lag = averaged[k] + average.c[k] * fromCentre - average.meanV[k] + average.b[k];
        averaged[k] = average.of(margins[k], lag);
      }
      losses[a] += rows.weight(row) * loss.value(averaged, rows.label(row));
    }
  }

  /** Takes the step along the row. */
  void step() {
    double eta = rate() * rows.weight(row) / meanWeight;
    implicit.multipliersInto(margins, rows.label(row), eta * norm, multipliers);
    move(eta);
  }

  private double rate() {
    return firstRate * Math.sqrt(Math.min(1, steady / (steps + 1.0)));
  }

  private void move(double eta) {
    PointAverage early = averages[0];
    PointAverage late = averages[1];
    for (int p = from; p < to; p++) {
      int j = feature(p);
      double factor = -eta * metric.factors[j] * x[p];
      for (int k = 0, at = j * outputs; k < outputs; k++, at++) {
        double change = factor * multipliers[k];
        v[at] += change;
        early.v[at] += change * early.weights;
        late.v[at] += change * late.weights;
      }
    }
    for (int k = 0; k < outputs; k++) {
      double change = eta * multipliers[k];
      meanV[k] -= change * along;
      c[k] += change;
      double shift = fitIntercept ? change : 0;
      b[k] -= shift;
      for (PointAverage average : averages) {
        average.meanV[k] -= change * along * average.weights;
        average.c[k] += change * average.weights;
        average.b[k] -= shift * average.weights;
      }
    }
    steps++;
    for (PointAverage average : averages) {
      average.counted(steps);
    }
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
    for (PointAverage average : averages) {
      Arrays.fill(average.meanV, 0);
    }
    for (int j = 0; j < penalty.length; j++) {
      double pull = rate * sinceSweep * penalty[j] * metric.factors[j];
      double shrinkage = -pull / (1 + pull);
      for (int k = 0, at = j * outputs; k < outputs; k++, at++) {
        double change = (v[at] + c[k] * metric.scaledMeans[j]) * shrinkage;
        v[at] += change;
        meanV[k] += metric.means[j] * v[at];
        for (PointAverage average : averages) {
          average.v[at] += change * average.weights;
          average.meanV[k] += metric.means[j] * average.v[at];
        }
      }
    }
    sinceSweep = 0;
  }

  /**
   * Average number {@code a}, in original coordinates: d * K coefficients, class-fastest, K
   * intercepts.
   */
  double[] average(int a) {
    shrink();
    PointAverage average = averages[a];
    int d = penalty.length;
    double[] theta = new double[d * outputs + outputs];
    for (int k = 0; k < outputs; k++) {
      theta[d * outputs + k] = average.of(b[k], average.b[k]);
    }
    for (int j = 0; j < d; j++) {
      for (int k = 0, at = j * outputs; k < outputs; k++, at++) {
        double alongMean = average.of(c[k], average.c[k]);
        theta[at] = average.of(v[at], average.v[at]) + alongMean * metric.scaledMeans[j];
        theta[d * outputs + k] -= metric.means[j] * theta[at];
      }
    }
    return theta;
  }
}
