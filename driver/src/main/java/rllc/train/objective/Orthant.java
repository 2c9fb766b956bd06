package rllc.train.objective;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import rllc.optim.SecantPairs;
import rllc.optim.Vectors;

/**
 * The orthant around a point in which an L1 part is linear: coordinates keep the sign that they
 * have, those at 0 take the one that the objective falls towards, and where it falls towards none
 * they are held at 0 (Andrew and Gao, ICML 2007, section 3). Without an L1 part, all of space.
 */
public final class Orthant {
  /** Of a coordinate without an L1 part: compares with nothing. */
  private static final double ANY = Double.NaN;

  /** Empty where there is no L1 part. */
  private final double[] signs;

  /** Coordinates that are not held. */
  private final int[] free;

  private Orthant(double[] signs) {
    this.signs = signs;
    this.free = IntStream.range(0, signs.length).filter(j -> signs[j] != 0).toArray();
  }

  /**
   * @param gradient the shortest subgradient at {@code u} ({@link NonsmoothTerm#gradient})
   * @param weights of the L1 part, empty if there is none
   */
  public static Orthant at(double[] u, double[] gradient, double[] weights) {
    double[] signs = new double[weights.length];
    for (int j = 0; j < signs.length; j++) {
      double sign = u[j] == 0 ? -Math.signum(gradient[j]) : Math.signum(u[j]);
      signs[j] = weights[j] == 0 ? ANY : sign;
    }
    return new Orthant(signs);
  }

  /** Whether it is all of space. */
  public boolean isWhole() {
    return signs.length == 0;
  }

  /** {@code v}, 0 where coordinates are held; in all of space itself. */
  public double[] held(double[] v) {
    return isWhole() ? v : all(Vectors.part(v, free));
  }

  /**
   * The direction of {@code pairs} for {@code gradient}, of what is free alone.
   *
   * @param middle is asked once, for B^-1 q, with q 0 where coordinates are held
   */
  public double[] direction(SecantPairs pairs, double[] gradient, UnaryOperator<double[]> middle) {
    return isWhole()
        ? pairs.direction(gradient, middle)
        : all(
            pairs
                .restricted(free)
                .direction(
                    Vectors.part(gradient, free), q -> Vectors.part(middle.apply(all(q)), free)));
  }

  private double[] all(double[] part) {
    double[] v = new double[signs.length];
    for (int i = 0; i < free.length; i++) {
      v[free[i]] = part[i];
    }
    return v;
  }

  /** {@code direction}, 0 where it leads against {@code gradient}: downhill whatever it was. */
  public double[] downhill(double[] direction, double[] gradient) {
    double[] downhill = direction.clone();
    for (int j = 0; j < signs.length; j++) {
      downhill[j] = direction[j] * gradient[j] > 0 ? direction[j] : 0;
    }
    return downhill;
  }

  /** The point of it that is nearest to {@code u}; in all of space u itself. */
  public double[] nearest(double[] u) {
    if (isWhole()) {
      return u;
    }
    double[] nearest = u.clone();
    for (int j = 0; j < signs.length; j++) {
      nearest[j] = signs[j] == 0 || u[j] * signs[j] < 0 ? 0 : u[j];
    }
    return nearest;
  }
}
