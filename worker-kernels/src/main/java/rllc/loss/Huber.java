package rllc.loss;

/**
 * Huber's loss of the error e = m - y: e^2 / 2 if {@code |e| <= delta}, else delta (|e| - delta /
 * 2). An outlier's multiplier is at most delta in magnitude. Source: Huber, Ann. Math. Statist. 35
 * (1964).
 */
public final class Huber implements ScalarLoss {
  private static final long serialVersionUID = 1L;

  private final double delta;

  /**
   * @param delta the error at which the square turns into a line, in units of the label
   * @throws IllegalArgumentException if {@code delta} is not positive and finite
   */
  public Huber(double delta) {
    if (!(delta > 0) || Double.isInfinite(delta)) {
      throw new IllegalArgumentException("`delta` must be positive and finite, got " + delta);
    }
    this.delta = delta;
  }

  @Override
  public int code() {
    return 3;
  }

  @Override
  public double parameter() {
    return delta;
  }

  @Override
  public boolean admits(double label) {
    return Double.isFinite(label);
  }

  @Override
  public double mostCurvature() {
    return 1;
  }

  @Override
  public boolean isCurvedMostAtZero() {
    return false;
  }

  /** Returns the error at which the square turns into a line. */
  public double delta() {
    return delta;
  }

  @Override
  public double value(double margin, double label) {
    double error = margin - label;
    double size = Math.abs(error);
    return size > delta ? delta * (size - 0.5 * delta) : 0.5 * error * error;
  }

  @Override
  public double multiplier(double margin, double label) {
    double error = margin - label;
    return Math.abs(error) > delta ? Math.copySign(delta, error) : error;
  }

  @Override
  public double curvature(double margin, double label) {
    return Math.abs(margin - label) > delta ? 0 : 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Huber huber && huber.delta == delta;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(delta);
  }

  @Override
  public String toString() {
    return "Huber(" + delta + ")";
  }
}
