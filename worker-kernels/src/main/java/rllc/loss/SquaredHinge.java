package rllc.loss;

/**
 * The squared hinge loss max(0, 1 - s m)^2, with s = 1 if y = 1 and s = -1 if y = 0. It is the loss
 * of a support vector machine with L2-loss (LIBLINEAR, scikit-learn's {@code
 * loss="squared_hinge"}).
 */
public final class SquaredHinge implements ScalarLoss {
  private static final long serialVersionUID = 1L;

  @Override
  public int code() {
    return 2;
  }

  @Override
  public boolean admits(double label) {
    return label == 0 || label == 1;
  }

  @Override
  public double mostCurvature() {
    return 2;
  }

  /** At m = 0 every row is on the curved side. */
  @Override
  public boolean isCurvedMostAtZero() {
    return true;
  }

  @Override
  public double value(double margin, double label) {
    double gap = gap(margin, label);
    return gap * gap;
  }

  @Override
  public double multiplier(double margin, double label) {
    return -2 * sign(label) * gap(margin, label);
  }

  @Override
  public double curvature(double margin, double label) {
    return gap(margin, label) == 0 ? 0 : 2;
  }

  private static double gap(double margin, double label) {
    double gap = 1 - sign(label) * margin;
    return gap <= 0 ? 0 : gap;
  }

  private static double sign(double label) {
    return label > 0.5 ? 1 : -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SquaredHinge;
  }

  @Override
  public int hashCode() {
    return SquaredHinge.class.hashCode();
  }

  @Override
  public String toString() {
    return "squared hinge";
  }
}
