package rllc.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The last secant pairs, steps s and what they changed in the gradient, y, as memory units; at most
 * {@link #MOST}, oldest first. Immutable.
 */
public final class SecantPairs {
  /** Pairs kept. */
  public static final int MOST = 10;

  /** No pairs. */
  public static final SecantPairs NONE = new SecantPairs(List.of(), List.of());

  private static final double LEAST_CURVATURE = 1e-14;

  private final List<double[]> steps;
  private final List<double[]> changes;

  private SecantPairs(List<double[]> steps, List<double[]> changes) {
    this.steps = steps;
    this.changes = changes;
  }

  /** With one more pair, unless s.y &lt;= 1e-14 s.s, which shows no curvature. */
  public SecantPairs plus(double[] step, double[] change) {
    if (!(Vectors.dot(step, change) > LEAST_CURVATURE * Vectors.dot(step, step))) {
      return this;
    }
    return new SecantPairs(appended(steps, step), appended(changes, change));
  }

  private static List<double[]> appended(List<double[]> vectors, double[] last) {
    List<double[]> result = new ArrayList<>(vectors);
    if (result.size() == MOST) {
      result.remove(0);
    }
    result.add(last);
    return List.copyOf(result);
  }

  public int count() {
    return steps.size();
  }

  /** s.y / y.y of the last pair, the usual scale of an identity; 1 without pairs. */
  public double scale() {
    if (steps.isEmpty()) {
      return 1;
    }
    double[] change = changes.get(count() - 1);
    return Vectors.dot(steps.get(count() - 1), change) / Vectors.dot(change, change);
  }

  /** The direction for {@code gradient}; {@code middle} is asked once, for B^-1 q. */
  public double[] direction(double[] gradient, UnaryOperator<double[]> middle) {
    int pairs = count();
    double[][] stepChange = new double[pairs][pairs];
    double[] stepGradient = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      stepGradient[i] = Vectors.dot(steps.get(i), gradient);
      for (int j = 0; j < pairs; j++) {
        stepChange[i][j] = Vectors.dot(steps.get(i), changes.get(j));
      }
    }
    double[] before = SecantLaw.before(stepChange, stepGradient);
    double[] rest = gradient.clone();
    for (int i = 0; i < pairs; i++) {
      Vectors.addScaledInto(-before[i], changes.get(i), rest);
    }
    double[] direction = middle.apply(rest).clone();
    double[] changeUnit = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      changeUnit[i] = Vectors.dot(changes.get(i), direction);
    }
    double[] after = SecantLaw.after(stepChange, before, changeUnit);
    for (int i = 0; i < pairs; i++) {
      Vectors.addScaledInto(after[i], steps.get(i), direction);
    }
    return direction;
  }
}
