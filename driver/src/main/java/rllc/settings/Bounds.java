package rllc.settings;

import java.util.Arrays;
import java.util.Optional;

/**
 * Box constraints on the coefficients of the original features and on the intercepts, as MLlib's
 * LogisticRegression has them; {@code model.lowerBoundsOnCoefficients} and its like. A side that is
 * empty does not bound.
 */
public record Bounds(
    Optional<Bound> lowerCoefficients,
    Optional<Bound> upperCoefficients,
    Optional<Bound> lowerIntercepts,
    Optional<Bound> upperIntercepts) {
  public static final Bounds NONE =
      new Bounds(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final String COEFFICIENTS = "BoundsOnCoefficients";
  private static final String INTERCEPTS = "BoundsOnIntercepts";

  public Bounds {
    check(COEFFICIENTS, lowerCoefficients, upperCoefficients);
    check(INTERCEPTS, lowerIntercepts, upperIntercepts);
  }

  private static void check(String what, Optional<Bound> lower, Optional<Bound> upper) {
    lower.ifPresent(b -> b.checkNumbers(lowerKey(what), Double.POSITIVE_INFINITY));
    upper.ifPresent(b -> b.checkNumbers(upperKey(what), Double.NEGATIVE_INFINITY));
    lower.ifPresent(l -> upper.ifPresent(u -> Bound.checkOrder(lowerKey(what), l, u)));
  }

  private static String lowerKey(String what) {
    return "model.lower" + what;
  }

  private static String upperKey(String what) {
    return "model.upper" + what;
  }

  public boolean isNone() {
    return equals(NONE);
  }

  public boolean onIntercepts() {
    return lowerIntercepts.isPresent() || upperIntercepts.isPresent();
  }

  /**
   * The lower ends of a model's parameters: features * outputs coefficients, class-fastest, then
   * the intercepts.
   *
   * @throws IllegalArgumentException for a list of another length
   */
  public double[] lower(int outputs, int features) {
    double[] ends = new double[outputs * (features + 1)];
    Arrays.fill(ends, Double.NEGATIVE_INFINITY);
    lowerCoefficients.ifPresent(b -> coefficients(lowerKey(COEFFICIENTS), b, outputs, ends));
    lowerIntercepts.ifPresent(b -> intercepts(lowerKey(INTERCEPTS), b, outputs, ends));
    return ends;
  }

  /** The upper ends, as {@link #lower}. */
  public double[] upper(int outputs, int features) {
    double[] ends = new double[outputs * (features + 1)];
    Arrays.fill(ends, Double.POSITIVE_INFINITY);
    upperCoefficients.ifPresent(b -> coefficients(upperKey(COEFFICIENTS), b, outputs, ends));
    upperIntercepts.ifPresent(b -> intercepts(upperKey(INTERCEPTS), b, outputs, ends));
    return ends;
  }

  private static void coefficients(String key, Bound bound, int outputs, double[] ends) {
    int features = ends.length / outputs - 1;
    bound.checkShape(key, outputs, features);
    for (int i = 0; i < features * outputs; i++) {
      ends[i] = bound.at(i % outputs, i / outputs);
    }
  }

  private static void intercepts(String key, Bound bound, int outputs, double[] ends) {
    bound.checkShape(key, 1, outputs);
    for (int k = 0; k < outputs; k++) {
      ends[ends.length - outputs + k] = bound.at(0, k);
    }
  }
}
