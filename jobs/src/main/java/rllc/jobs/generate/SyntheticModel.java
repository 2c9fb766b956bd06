package rllc.jobs.generate;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.spark.ml.feature.LabeledPoint;
import org.apache.spark.ml.linalg.Vectors;

/**
 * A linear model and the distribution of its rows: a function of the settings, drawn anew wherever
 * it is needed, so that nothing but the settings travels. Row i is a function of (settings, i).
 *
 * <p>The covariance of the features has the eigenvalues lambda_j = condition^(-j / (d - 1)), j = 0
 * .. d - 1, and their mean is 0.
 *
 * <ul>
 *   <li>Dense: x = H z, z_j normal with variance lambda_j, H a random Householder reflection.
 *       Without H the features would be independent, and dividing each by its deviation (as
 *       trainers do) would undo the condition.
 *   <li>Sparse: the columns are cut into {@code nonZeros} groups of growing size, group k beginning
 *       at about d (k / nonZeros)^2, and each row has one entry in each group, in a column chosen
 *       uniformly: like one-hot categories with few to many values, so that columns are frequent or
 *       rare. The entry of a group of n columns is normal with variance n lambda_j, so column j has
 *       variance lambda_j. Columns are uncorrelated: only their scales make the condition.
 * </ul>
 *
 * <p>The coefficients are random and such that each eigenvector takes part in the margin w.x + b on
 * a par, small eigenvalues too; the standard deviation of w.x is {@value #SIGNAL}. The intercept b
 * is standard normal. K classes have a margin each, drawn one by one and then centred, so that
 * coefficients and intercepts sum to 0 over the classes, as a softmax, which a common shift does
 * not change, is mostly written: the difference of two margins keeps the deviation sqrt(2) {@value
 * #SIGNAL}.
 */
final class SyntheticModel {
  /** Standard deviation of w.x. */
  static final double SIGNAL = 2;

  private static final long MODEL_STREAM = -1;

  private final GenerateSettings settings;
  private final double[] deviations;
  private final double[] mirror;
  private final double[][] coefficients;
  private final double[] intercepts;

  SyntheticModel(GenerateSettings settings) {
    this.settings = settings;
    this.deviations = deviations(settings.features(), settings.condition());
    NormalRandom random = new NormalRandom(settings.seed(), MODEL_STREAM);
    this.coefficients = new double[settings.margins()][];
    this.intercepts = new double[settings.margins()];
    for (int k = 0; k < intercepts.length; k++) {
      coefficients[k] = coefficients(random);
      intercepts[k] = random.nextNormal();
    }
    this.mirror = settings.isDense() ? normals(settings.features(), random) : null;
    if (mirror != null) {
      scaleToNorm(mirror, StrictMath.sqrt(2));
      for (double[] w : coefficients) {
        reflect(w, mirror);
      }
    }
    if (intercepts.length > 1) {
      centre();
    }
  }

  private double[] coefficients(NormalRandom random) {
    double[] w = normals(deviations.length, random);
    scaleToNorm(w, SIGNAL);
    for (int j = 0; j < w.length; j++) {
      w[j] /= deviations[j];
    }
    return w;
  }

  private void centre() {
    int classes = intercepts.length;
    for (int j = 0; j < deviations.length; j++) {
      double sum = 0;
      for (double[] w : coefficients) {
        sum += w[j];
      }
      for (double[] w : coefficients) {
        w[j] -= sum / classes;
      }
    }
    double mean = DoubleStream.of(intercepts).sum() / classes;
    Arrays.setAll(intercepts, k -> intercepts[k] - mean);
  }

  /** w, one row for each margin, one number per feature; not a copy. */
  double[][] coefficients() {
    return coefficients;
  }

  /** b, one for each margin; not a copy. */
  double[] intercepts() {
    return intercepts;
  }

  /** Row {@code index}, from 0. */
  LabeledPoint row(long index) {
    NormalRandom random = new NormalRandom(settings.seed(), index);
    return settings.isDense() ? denseRow(random) : sparseRow(random);
  }

  private LabeledPoint denseRow(NormalRandom random) {
    double[] x = normals(deviations.length, random);
    for (int j = 0; j < x.length; j++) {
      x[j] *= deviations[j];
    }
    reflect(x, mirror);
    double[] margins = new double[intercepts.length];
    Arrays.setAll(margins, m -> intercepts[m] + dot(coefficients[m], x));
    return new LabeledPoint(label(margins, random), Vectors.dense(x));
  }

  private LabeledPoint sparseRow(NormalRandom random) {
    int groups = settings.nonZeros();
    int[] indices = new int[groups];
    double[] values = new double[groups];
    double[] margins = intercepts.clone();
    int start = 0;
    for (int k = 0; k < groups; k++) {
      int end = groupStart(k + 1, groups, settings.features());
      int column = start + (int) (random.nextDouble() * (end - start));
      indices[k] = column;
      values[k] = StrictMath.sqrt(end - start) * deviations[column] * random.nextNormal();
      for (int m = 0; m < margins.length; m++) {
        margins[m] += coefficients[m][column] * values[k];
      }
      start = end;
    }
    return new LabeledPoint(
        label(margins, random), Vectors.sparse(settings.features(), indices, values));
  }

  private double label(double[] margins, NormalRandom random) {
    return settings.family().label(margins, settings.noise(), random);
  }

  /** Ascending in k, from 0 at k = 0 to d at k = groups; at least k, so that no group is empty. */
  private static int groupStart(int k, int groups, int features) {
    double share = (double) k / groups;
    return Math.max(k, (int) (features * (share * share)));
  }

  private static double[] deviations(int features, double condition) {
    double[] deviations = new double[features];
    for (int j = 0; j < features; j++) {
      deviations[j] = j == 0 ? 1 : StrictMath.pow(condition, -j / (2.0 * (features - 1)));
    }
    return deviations;
  }

  private static double[] normals(int length, NormalRandom random) {
    double[] x = new double[length];
    for (int j = 0; j < length; j++) {
      x[j] = random.nextNormal();
    }
    return x;
  }

  private static void scaleToNorm(double[] x, double norm) {
    double factor = norm / StrictMath.sqrt(dot(x, x));
    for (int j = 0; j < x.length; j++) {
      x[j] *= factor;
    }
  }

  /** x <- (I - u u^T) x, a reflection because u.u = 2. */
  private static void reflect(double[] x, double[] u) {
    double along = dot(u, x);
    for (int j = 0; j < x.length; j++) {
      x[j] -= along * u[j];
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * y[j];
    }
    return sum;
  }
}
