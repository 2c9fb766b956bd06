package rllc.loss;

/**
 * Half the deviance of an amount y at least 0 with the mean mu = exp(m) and a variance in
 * proportion to mu^p, p between 1 and 2: sums of amounts that occur now and then, such as claims.
 * Source: Jorgensen, The Theory of Dispersion Models (1997).
 *
 * <p>With a = p - 1, b = 2 - p, x = m - log y and d(x) = exp(x) - 1 - x it is y^b (d(-a x) / a +
 * d(b x) / b), which keeps its digits where the fit is good; for y = 0 it is exp(b m) / b.
 */
public final class Tweedie implements ScalarLoss {
  private static final long serialVersionUID = 1L;

  private final double power;

  /**
   * @param power p
   * @throws IllegalArgumentException if it is not between 1 and 2
   */
  public Tweedie(double power) {
    if (!(power > 1 && power < 2)) {
      throw new IllegalArgumentException("`power` must be above 1 and below 2, got " + power);
    }
    this.power = power;
  }

  /** Returns p. */
  public double power() {
    return power;
  }

  @Override
  public int code() {
    return 7;
  }

  @Override
  public double parameter() {
    return power;
  }

  @Override
  public boolean admits(double label) {
    return label == 0 || MarginLoss.isAmount(label);
  }

  @Override
  public double mostCurvature() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public boolean isCurvedMostAtZero() {
    return false;
  }

  @Override
  public double farthestMargin(double label) {
    return StrictMath.log(label);
  }

  @Override
  public double value(double margin, double label) {
    double a = power - 1;
    double b = 2 - power;
    if (label > 0) {
      double log = StrictMath.log(label);
      double x = margin - log;
      return StrictMath.exp(b * log) * (Exponential.rest(-a * x) / a + Exponential.rest(b * x) / b);
    }
    return StrictMath.exp(b * margin) / b;
  }

  @Override
  public double multiplier(double margin, double label) {
    return part(margin, label, 2 - power) - part(margin, label, 1 - power);
  }

  @Override
  public double curvature(double margin, double label) {
    return (2 - power) * part(margin, label, 2 - power)
        + (power - 1) * part(margin, label, 1 - power);
  }

  /** y^b exp(c x); for y = 0 exp(b m) if c is b, and 0 if it is the other one. */
  private double part(double margin, double label, double c) {
    if (label > 0) {
      double log = StrictMath.log(label);
      return StrictMath.exp((2 - power) * log) * StrictMath.exp(c * (margin - log));
    }
    return c > 0 ? StrictMath.exp(c * margin) : 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tweedie tweedie && tweedie.power == power;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(power);
  }

  @Override
  public String toString() {
    return "Tweedie(" + power + ")";
  }
}
