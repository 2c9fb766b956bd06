package rllc.spark;

import java.util.List;
import rllc.family.Family;
import rllc.settings.ModelSettings;

/**
 * MLlib's objective and its conditions of optimality by plain loops over rows, on the features' own
 * scale: an independent word on what {@link LinearFit} finds. Weighted mean loss + regParam ((1 -
 * a) / 2 sum_j (s_j w_j)^2 + a sum_j |s_j w_j|), s_j the feature's sample deviation with
 * standardization and 1 without; of least squares the L2 part is divided by the label's deviation.
 */
final class PlainObjective {
  /** A row as the trainer stores it. */
  record Example(double[] x, double label, double weight) {}

  private final List<Example> rows;
  private final ModelSettings model;
  private final int classes;
  private final double[] deviations;
  private final double[] l2;
  private final double[] l1;

  /**
   * @param given the rows before they were rounded: deviations are theirs
   * @param classes margins of a row
   */
  PlainObjective(List<Example> rows, List<Example> given, ModelSettings model, int classes) {
    this.rows = rows;
    this.model = model;
    this.classes = classes;
    int d = rows.get(0).x().length;
    deviations = new double[d];
    l2 = new double[d];
    l1 = new double[d];
    boolean gaussian = model.family().equals(Family.gaussian());
    double labels = gaussian ? deviation(given, d) : 1;
    for (int j = 0; j < d; j++) {
      deviations[j] = deviation(given, j);
      double unit = model.standardization() ? deviations[j] : 1;
      l2[j] = model.regParam() * (1 - model.elasticNetParam()) * unit * unit / labels;
      l1[j] = model.regParam() * model.elasticNetParam() * unit;
    }
  }

  /** Sample deviation of column j, of the labels if j is the number of columns. */
  private static double deviation(List<Example> rows, int j) {
    double weights = 0;
    double squares = 0;
    double sum = 0;
    for (Example row : rows) {
      weights += row.weight();
      squares += row.weight() * row.weight();
      sum += row.weight() * value(row, j);
    }
    double spread = 0;
    for (Example row : rows) {
      spread += row.weight() * Math.pow(value(row, j) - sum / weights, 2);
    }
    return Math.sqrt(spread / (weights - squares / weights));
  }

  private static double value(Example row, int j) {
    return j < row.x().length ? row.x()[j] : row.label();
  }

  double value(double[] theta) {
    double sum = 0;
    double weights = 0;
    for (Example row : rows) {
      sum += row.weight() * loss(row, margins(row, theta));
      weights += row.weight();
    }
    double value = sum / weights;
    for (int i = 0; i < deviations.length * classes; i++) {
      int j = i / classes;
      value += l2[j] / 2 * theta[i] * theta[i] + l1[j] * Math.abs(theta[i]);
    }
    return value;
  }

  private double[] margins(Example row, double[] theta) {
    double[] margins = new double[classes];
    int d = row.x().length;
    for (int k = 0; k < classes; k++) {
      margins[k] = theta[d * classes + k];
      for (int j = 0; j < d; j++) {
        margins[k] += theta[j * classes + k] * row.x()[j];
      }
    }
    return margins;
  }

  private double loss(Example row, double[] margins) {
    return switch (model.family().text()) {
      case "gaussian" -> Math.pow(margins[0] - row.label(), 2) / 2;
      case "binomial" -> Math.log(1 + Math.exp(margins[0])) - row.label() * margins[0];
      case "squaredHinge" -> Math.pow(gap(row, margins[0]), 2);
      case "poisson" -> {
        double y = row.label();
        yield Math.exp(margins[0]) - y * margins[0] + (y > 0 ? y * Math.log(y) - y : 0);
      }
      case "gamma" -> row.label() / Math.exp(margins[0]) - 1 + margins[0] - Math.log(row.label());
      case "tweedie(1.5)" -> {
        // 1 - p = -1/2 and 2 - p = 1/2.
        double root = Math.exp(margins[0] / 2);
        yield 2 * row.label() / root + 2 * root - 4 * Math.sqrt(row.label());
      }
      default -> {
        double sum = 0;
        for (double margin : margins) {
          sum += Math.exp(margin);
        }
        yield Math.log(sum) - margins[(int) row.label()];
      }
    };
  }

  private static double gap(Example row, double margin) {
    return Math.max(0, row.label() > 0.5 ? 1 - margin : 1 + margin);
  }

  private double residual(Example row, double[] margins, int k) {
    return switch (model.family().text()) {
      case "gaussian" -> margins[0] - row.label();
      case "binomial" -> 1 / (1 + Math.exp(-margins[0])) - row.label();
      case "squaredHinge" -> (row.label() > 0.5 ? -2 : 2) * gap(row, margins[0]);
      case "poisson" -> Math.exp(margins[0]) - row.label();
      case "gamma" -> 1 - row.label() / Math.exp(margins[0]);
      case "tweedie(1.5)" -> Math.exp(margins[0] / 2) - row.label() * Math.exp(-margins[0] / 2);
      default -> {
        double sum = 0;
        for (double margin : margins) {
          sum += Math.exp(margin);
        }
        yield Math.exp(margins[k]) / sum - (row.label() == k ? 1 : 0);
      }
    };
  }

  /**
   * The norm of the shortest subgradient, without what leads out of the bounds; entries of
   * coefficients are over their features' deviations, so that no feature's unit matters.
   */
  double violation(double[] theta) {
    int d = deviations.length;
    double[] gradient = new double[theta.length];
    double weights = 0;
    for (Example row : rows) {
      double[] margins = margins(row, theta);
      weights += row.weight();
      for (int k = 0; k < classes; k++) {
        double residual = row.weight() * residual(row, margins, k);
        gradient[d * classes + k] += residual;
        for (int j = 0; j < d; j++) {
          gradient[j * classes + k] += residual * row.x()[j];
        }
      }
    }
    double[] lower = model.bounds().lower(classes, d);
    double[] upper = model.bounds().upper(classes, d);
    double sum = 0;
    for (int i = 0; i < theta.length; i++) {
      int j = i / classes;
      double smooth = gradient[i] / weights + (j < d ? l2[j] * theta[i] : 0);
      double g = j < d ? shortest(smooth, theta[i], l1[j]) / deviations[j] : intercept(smooth);
      boolean held = g > 0 ? at(theta[i], lower[i]) : at(theta[i], upper[i]);
      sum += held ? 0 : g * g;
    }
    return Math.sqrt(sum);
  }

  /** At a bound, but for the rounding of a coefficient that was scaled and scaled back. */
  private static boolean at(double w, double bound) {
    return Math.abs(w - bound) <= 1e-14 * Math.abs(bound);
  }

  private double intercept(double gradient) {
    return model.fitIntercept() ? gradient : 0;
  }

  private static double shortest(double smooth, double w, double l1) {
    return w == 0
        ? Math.signum(smooth) * Math.max(0, Math.abs(smooth) - l1)
        : smooth + l1 * Math.signum(w);
  }
}
