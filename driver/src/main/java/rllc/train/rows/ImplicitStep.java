package rllc.train.rows;

import rllc.loss.Loss;
import rllc.loss.ScalarLoss;

/**
 * The multipliers of an implicit (proximal) step along one row: with r the row's squared norm in
 * the step's metric and s = step size times r, the margins after the step, m', and the multipliers
 * g' there satisfy m' = m - s g', g' = dl/dm(m'). A step that is far too long then ends where the
 * row's loss is small, and never beyond it, so that no step size diverges (Toulis and Airoldi,
 * Annals of Statistics 45, 2017).
 *
 * <p>Newton's method on the margins. It ends roughly: any multipliers that it stops at are those of
 * the loss at margins between.
 */
final class ImplicitStep {
  private static final int MOST_ITERATIONS = 25;

  /** Of the residual, relative to the longest possible change of a margin. */
  private static final double TOLERANCE = 1e-3;

  /** A softmax margin moves no further than this in the first iteration. */
  private static final double LONGEST = 8;

  /** And by this less in each that follows, so that no cycle lasts. */
  private static final double SHORTER = 0.7;

  private final Loss loss;
  private final double[] moved;
  private final double[] residual;
  private final double[] shares;
  private final double[] factors;

  ImplicitStep(Loss loss) {
    int outputs = loss.outputs();
    this.loss = loss;
    this.moved = new double[outputs];
    this.residual = new double[outputs];
    this.shares = new double[outputs];
    this.factors = new double[outputs];
  }

  /**
   * Writes g'.
   *
   * @param margins m, left as they are
   * @param s at least 0
   */
  void multipliersInto(double[] margins, double label, double s, double[] multipliers) {
    if (loss instanceof ScalarLoss scalar) {
      multipliers[0] = scalar(scalar, margins[0], label, s);
    } else {
      softmax(margins, label, s, multipliers);
    }
  }

  /**
   * m' lies between m and m - s g(m), or the loss's own farthest margin; Newton's method, halving
   * where it would leave that.
   */
  private static double scalar(ScalarLoss loss, double margin, double label, double s) {
    double multiplier = loss.multiplier(margin, label);
    double low = Math.min(margin, margin - s * multiplier);
    double high = Math.max(margin, margin - s * multiplier);
    double farthest = loss.farthestMargin(label);
    if (multiplier < 0 && farthest < high) {
      high = farthest;
    } else if (multiplier > 0 && farthest > low) {
      low = farthest;
    }
    double enough = TOLERANCE * Math.min(1, high - low);
    double at = margin;
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      double rest = at - margin + s * multiplier;
      if (Math.abs(rest) <= enough) {
        break;
      }
      if (rest > 0) {
        high = at;
      } else {
        low = at;
      }
      double next = at - rest / (1 + s * loss.curvature(at, label));
      at = next > low && next < high ? next : (low + high) / 2;
      multiplier = loss.multiplier(at, label);
    }
    return multiplier;
  }

  /**
   * With p the classes' shares, Newton's matrix is I + s (diag(p) - p p^T), solved by Sherman and
   * Morrison's formula.
   */
  private void softmax(double[] margins, double label, double s, double[] multipliers) {
    System.arraycopy(margins, 0, moved, 0, moved.length);
    double most = LONGEST;
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      loss.multipliersInto(moved, label, multipliers);
      double largest = 0;
      double product = 0;
      double squares = 0;
      for (int k = 0; k < moved.length; k++) {
        residual[k] = moved[k] - margins[k] + s * multipliers[k];
        largest = Math.max(largest, Math.abs(residual[k]));
        shares[k] = k == label ? 1 + multipliers[k] : multipliers[k];
        factors[k] = 1 / (1 + s * shares[k]);
        product += factors[k] * shares[k] * residual[k];
        squares += factors[k] * shares[k] * shares[k];
      }
      if (largest <= TOLERANCE * Math.min(1, s)) {
        return;
      }
      move(s * product / (1 - s * squares), most);
      most *= SHORTER;
    }
    loss.multipliersInto(moved, label, multipliers);
  }

  private void move(double along, double most) {
    double longest = 0;
    for (int k = 0; k < moved.length; k++) {
      residual[k] = factors[k] * (residual[k] + along * shares[k]);
      longest = Math.max(longest, Math.abs(residual[k]));
    }
    double part = longest > most ? most / longest : 1;
    for (int k = 0; k < moved.length; k++) {
      moved[k] -= part * residual[k];
    }
  }
}
