package rllc.loss;

/**
 * Cross-entropy of softmax over K classes: l = log(sum_k exp(m_k)) - m_y. The label y is a class
 * index 0 .. K - 1; any other label gives NaN. With p_k = exp(m_k) / sum_c exp(m_c), dl/dm_k = p_k
 * - [k = y] and the Hessian is diag(p) - p p^T.
 *
 * <p>It is computed without overflow and cancellation: if a is the class of the largest margin and
 * rest = sum of exp(m_k - m_a) over the others, then l = (m_a - m_y) + log(1 + rest) and p_a = 1 /
 * (1 + rest).
 */
public final class Softmax implements Loss {
  private static final long serialVersionUID = 1L;

  private final int classes;

  /**
   * Makes the loss of K = {@code classes} classes.
   *
   * @throws IllegalArgumentException if there are fewer than two classes
   */
  public Softmax(int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("`classes` must be at least 2, got " + classes);
    }
    this.classes = classes;
  }

  @Override
  public int code() {
    return 4;
  }

  @Override
  public boolean admits(double label) {
    return label >= 0 && label < classes && label == Math.rint(label);
  }

  /** The trace is sum_k p_k (1 - p_k). */
  @Override
  public double mostCurvature() {
    return 1;
  }

  @Override
  public boolean isCurvedMostAtZero() {
    return false;
  }

  @Override
  public int outputs() {
    return classes;
  }

  @Override
  public double value(double[] margins, double label) {
    int top = top(margins);
    double labelled = Double.NaN;
    for (int k = 0; k < classes; k++) {
      labelled = k == label ? margins[k] : labelled;
    }
    return (margins[top] - labelled) + StrictMath.log1p(rest(margins, top));
  }

  @Override
  public void multipliersInto(double[] margins, double label, double[] multipliers) {
    int top = top(margins);
    double rest = restInto(margins, top, multipliers);
    for (int k = 0; k < classes; k++) {
      double e = multipliers[k];
      multipliers[k] = (k == label ? -others(k, top, e, rest) : e) / (1 + rest);
    }
  }

  @Override
  public void curvaturesInto(double[] margins, double label, double[] curvatures) {
    int top = top(margins);
    double rest = restInto(margins, top, curvatures);
    for (int k = 0; k < classes; k++) {
      double e = curvatures[k];
      curvatures[k] = e / (1 + rest) * (others(k, top, e, rest) / (1 + rest));
    }
  }

  @Override
  public void hessianInPlace(double[] margins, double label, double[] direction) {
    int top = top(margins);
    double rest = rest(margins, top);
    double mean = 0;
    for (int k = 0; k < classes; k++) {
      mean += exponential(margins, k, top) / (1 + rest) * direction[k];
    }
    for (int k = 0; k < classes; k++) {
      direction[k] = exponential(margins, k, top) / (1 + rest) * (direction[k] - mean);
    }
  }

  /** Returns the first class of the largest margin. */
  private int top(double[] margins) {
    int top = 0;
    for (int k = 1; k < classes; k++) {
      top = margins[k] > margins[top] ? k : top;
    }
    return top;
  }

  private static double exponential(double[] margins, int k, int top) {
    return StrictMath.exp(margins[k] - margins[top]);
  }

  private double rest(double[] margins, int top) {
    double rest = 0;
    for (int k = 0; k < classes; k++) {
      double e = exponential(margins, k, top);
      rest += k == top ? e - 1 : e; // 0 for the top class, or NaN
    }
    return rest;
  }

  /** Returns {@link #rest}, and writes the exponentials. */
  private double restInto(double[] margins, int top, double[] exponentials) {
    double rest = 0;
    for (int k = 0; k < classes; k++) {
      exponentials[k] = exponential(margins, k, top);
      rest += k == top ? exponentials[k] - 1 : exponentials[k];
    }
    return rest;
  }

  /** Returns the sum of the exponentials of all classes but k. */
  private static double others(int k, int top, double e, double rest) {
    return k == top ? rest : 1 + rest - e;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Softmax softmax && softmax.classes == classes;
  }

  @Override
  public int hashCode() {
    return classes;
  }

  @Override
  public String toString() {
    return "softmax(" + classes + ")";
  }
}
