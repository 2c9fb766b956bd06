package rllc.train.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import rllc.shard.Moments;
import rllc.train.objective.Box;

/**
 * The coordinates that an optimizer works in, u, and the exact maps to and from the coefficients of
 * the original features, theta. The objective is the same in all of them.
 *
 * <p>Both have d * K coefficients, class-fastest, then K intercepts, which u lacks without
 * fitIntercept (theta has zeros there). With scale s_j and shift m_j:
 *
 * <pre>
 *   w_jk = s_j u_jk        b_k = u_bk - sum_j m_j w_jk        (the margin is sum_j u_jk s_j (x_j - m_j) + u_bk)
 *   df/du_jk = s_j (df/dw_jk - m_j df/db_k)        df/du_bk = df/db_k
 * </pre>
 *
 * <p>Standardised: s_j = 1 / deviation, m_j = mean (virtual centring: the data stay sparse), or m_j
 * = 0 without intercept. Original: s_j = 1, m_j = 0. A feature of deviation 0 has s_j = 0, so that
 * its coefficient stays 0, as in MLlib.
 */
public final class Coordinates {
  private final int outputs;
  private final boolean fitIntercept;
  private final double[] scale;
  private final double[] shift;
  private final double meanSquaredNorm;
  private final FeatureShares shares;

  private Coordinates(
      int outputs,
      boolean fitIntercept,
      double[] scale,
      double[] shift,
      double meanSquaredNorm,
      FeatureShares shares) {
    int most = Integer.MAX_VALUE / outputs - 1;
    if (scale.length > most) {
      throw new IllegalArgumentException(
          String.format(
              "`features` must be at most %d for %d outputs, got %d", most, outputs, scale.length));
    }
    this.outputs = outputs;
    this.fitIntercept = fitIntercept;
    this.scale = scale;
    this.shift = shift;
    this.meanSquaredNorm = meanSquaredNorm;
    this.shares = shares;
  }

  /** Features as given; those of deviation 0 are left out. */
  public static Coordinates original(double[] deviations, int outputs, boolean fitIntercept) {
    double[] scale = Arrays.stream(deviations).map(s -> checked(s) > 0 ? 1 : 0).toArray();
    return uncentred(scale, outputs, fitIntercept);
  }

  /** Features divided by their deviation and, with an intercept, centred. */
  public static Coordinates standardised(
      double[] means, double[] deviations, int outputs, boolean fitIntercept) {
    check("means", means, deviations.length);
    double[] scale = inverse(deviations);
    double[] shift = fitIntercept ? means.clone() : new double[scale.length];
    double mean = fitIntercept ? 1 : 0;
    for (int j = 0; j < scale.length; j++) {
      double offCentre = scale[j] * (means[j] - shift[j]);
      mean += scale[j] > 0 ? 1 + offCentre * offCentre : 0;
    }
    return new Coordinates(
        outputs, fitIntercept, scale, shift, mean, FeatureShares.unknown(scale.length));
  }

  private static Coordinates uncentred(double[] scale, int outputs, boolean fitIntercept) {
    FeatureShares unknown = FeatureShares.unknown(scale.length);
    double[] shift = new double[scale.length];
    return new Coordinates(outputs, fitIntercept, scale, shift, Double.POSITIVE_INFINITY, unknown);
  }

  private static double[] inverse(double[] deviations) {
    return Arrays.stream(deviations).map(s -> checked(s) > 0 ? 1 / s : 0).toArray();
  }

  /** Features divided by their deviation, never centred: the intercept is the original one. */
  public static Coordinates scaled(double[] deviations, int outputs, boolean fitIntercept) {
    return uncentred(inverse(deviations), outputs, fitIntercept);
  }

  /** The same coordinates, with {@link #sizes} and {@link #unseen} from the moments of all rows. */
  public Coordinates knowing(Moments moments) {
    FeatureShares known = FeatureShares.of(moments, scale, shift);
    return new Coordinates(outputs, fitIntercept, scale, shift, meanSquaredNorm, known);
  }

  private static double checked(double deviation) {
    if (!(deviation >= 0) || Double.isInfinite(deviation)) {
      throw new IllegalArgumentException(
          "`deviations` must be finite and at least 0, got " + deviation);
    }
    return deviation;
  }

  /** Length of u. */
  public int dimension() {
    return outputs * (scale.length + (fitIntercept ? 1 : 0));
  }

  /** d. */
  public int features() {
    return scale.length;
  }

  /** K. */
  public int outputs() {
    return outputs;
  }

  public boolean fitIntercept() {
    return fitIntercept;
  }

  /**
   * Mean over all rows of a row's squared norm in these coordinates, the intercept's one included;
   * infinite where it is not known.
   */
  public double meanSquaredNorm() {
    return meanSquaredNorm;
  }

  /** The most deviations that a centred feature's mean lies from zero; 0 without centring. */
  public double offCentre() {
    IntStream features = IntStream.range(0, scale.length);
    return features.mapToDouble(j -> Math.abs(shift[j]) * scale[j]).max().orElse(0);
  }

  /** For each u the size of its feature ({@link FeatureShares}), 1 for intercepts. */
  public double[] sizes() {
    double[] sizes = shares.sizes();
    double[] all = new double[dimension()];
    Arrays.setAll(all, i -> i < sizes.length * outputs ? sizes[i / outputs] : 1);
    return all;
  }

  /** {@link FeatureShares#unseen}. */
  public double unseen(long rows) {
    return shares.unseen(rows);
  }

  /** s_j. */
  public double scale(int feature) {
    return scale[feature];
  }

  /** theta of u; a linear map, so it serves for directions too. */
  public double[] toOriginal(double[] u) {
    check("u", u, dimension());
    int intercepts = scale.length * outputs;
    double[] theta = new double[intercepts + outputs];
    double[] centres = new double[outputs];
    for (int j = 0; j < scale.length; j++) {
      for (int k = 0; k < outputs; k++) {
        double w = scale[j] * u[j * outputs + k];
        theta[j * outputs + k] = w;
        centres[k] += shift[j] * w;
      }
    }
    for (int k = 0; k < outputs; k++) {
      theta[intercepts + k] = fitIntercept ? u[intercepts + k] - centres[k] : 0;
    }
    return theta;
  }

  /**
   * u of theta; coefficients of left-out features, and intercepts without fitIntercept, are lost.
   */
  public double[] fromOriginal(double[] theta) {
    int intercepts = scale.length * outputs;
    check("theta", theta, intercepts + outputs);
    double[] u = new double[dimension()];
    double[] centres = new double[outputs];
    for (int j = 0; j < scale.length; j++) {
      for (int k = 0; k < outputs && scale[j] > 0; k++) {
        double w = theta[j * outputs + k];
        u[j * outputs + k] = w / scale[j];
        centres[k] += shift[j] * w;
      }
    }
    for (int k = 0; k < outputs && fitIntercept; k++) {
      u[intercepts + k] = theta[intercepts + k] + centres[k];
    }
    return u;
  }

  /**
   * The box of u for bounds of theta. Left-out features have none: their coefficient is 0.
   *
   * @throws IllegalArgumentException for bounds of an intercept where features are centred: there
   *     it is a sum of coordinates
   */
  public Box box(double[] lower, double[] upper) {
    int intercepts = scale.length * outputs;
    check("lower", lower, intercepts + outputs);
    check("upper", upper, intercepts + outputs);
    double[] least = new double[dimension()];
    double[] most = new double[dimension()];
    for (int i = 0; i < dimension(); i++) {
      double factor = i < intercepts ? scale[i / outputs] : 1;
      least[i] = factor > 0 ? lower[i] / factor : Double.NEGATIVE_INFINITY;
      most[i] = factor > 0 ? upper[i] / factor : Double.POSITIVE_INFINITY;
      boolean bounded = lower[i] > Double.NEGATIVE_INFINITY || upper[i] < Double.POSITIVE_INFINITY;
      if (i >= intercepts && bounded && Arrays.stream(shift).anyMatch(m -> m != 0)) {
        throw new IllegalArgumentException(
            "`lower` and `upper` must leave intercepts free where features are centred");
      }
    }
    return new Box(least, most);
  }

  /** df/du of df/dtheta. */
  public double[] gradient(double[] original) {
    int intercepts = scale.length * outputs;
    check("original", original, intercepts + outputs);
    double[] gradient = new double[dimension()];
    for (int j = 0; j < scale.length; j++) {
      for (int k = 0; k < outputs; k++) {
        double g = original[j * outputs + k] - shift[j] * original[intercepts + k];
        gradient[j * outputs + k] = scale[j] * g;
      }
    }
    if (fitIntercept) {
      System.arraycopy(original, intercepts, gradient, intercepts, outputs);
    }
    return gradient;
  }

  /**
   * The diagonal of the Hessian in u of the kernels' border and squares sums, entry by entry s_j^2
   * (squares_jk - 2 m_j border_jk + m_j^2 border_bk).
   */
  public double[] diagonal(double[] border, double[] squares) {
    int d = scale.length;
    check("squares", squares, outputs * (d + 1));
    double[] diagonal = new double[dimension()];
    for (int k = 0; k < outputs; k++) {
      double rows = border[d * outputs + k];
      for (int j = 0; j < d; j++) {
        int i = j * outputs + k;
        double centred = squares[i] - shift[j] * (2 * border[i] - shift[j] * rows);
        diagonal[i] = scale[j] * scale[j] * Math.max(centred, 0);
      }
      if (fitIntercept) {
        diagonal[d * outputs + k] = rows;
      }
    }
    return diagonal;
  }

  /**
   * The Gramian of rows in these coordinates, from the lower triangle that {@link
   * rllc.kernel.Gramian} sums over the original ones, G: entry (i, j) is s_i s_j (G_ij - m_i G_bj -
   * m_j G_ib + m_i m_j G_bb), b the appended one.
   */
  double[][] hessian(double[] gramian) {
    int d = scale.length;
    int last = d * (d + 1) / 2;
    double rows = gramian[last + d];
    int size = dimension() / outputs;
    double[][] hessian = new double[size][size];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double centred = gramian[i * (i + 1) / 2 + j] - shift[i] * gramian[last + j];
        centred -= shift[j] * (gramian[last + i] - shift[i] * rows);
        hessian[i][j] = scale[i] * scale[j] * centred;
        hessian[j][i] = hessian[i][j];
      }
      if (fitIntercept) {
        hessian[i][d] = scale[i] * (gramian[last + i] - shift[i] * rows);
        hessian[d][i] = hessian[i][d];
      }
    }
    if (fitIntercept) {
      hessian[d][d] = rows;
    }
    return hessian;
  }

  /** Squared norms of rows in these coordinates. */
  public RowNorms rowNorms() {
    return new RowNorms(scale, shift, fitIntercept);
  }

  private static void check(String name, double[] vector, int expected) {
    if (vector.length != expected) {
      throw new IllegalArgumentException(
          "`" + name + "` must have length " + expected + ", got " + vector.length);
    }
  }
}
