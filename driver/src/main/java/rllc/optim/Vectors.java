package rllc.optim;

/** The few vector operations of the driver, each summing in one fixed order. */
public final class Vectors {
  /**
   * Vectors longer than this are summed block by block: better rounding, and blocks stay cached.
   */
  static final int BLOCK = 2048;

  private Vectors() {}

  /** a.b. */
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int from = 0; from < a.length; from += BLOCK) {
      sum += dot(a, b, from, Math.min(a.length, from + BLOCK));
    }
    return sum;
  }

  /** Euclidean norm. */
  public static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** Euclidean norm of a - b. */
  public static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int from = 0; from < a.length; from += BLOCK) {
      double squares = 0;
      for (int i = from; i < Math.min(a.length, from + BLOCK); i++) {
        squares += (a[i] - b[i]) * (a[i] - b[i]);
      }
      sum += squares;
    }
    return Math.sqrt(sum);
  }

  /** a - b. */
  public static double[] minus(double[] a, double[] b) {
    double[] difference = a.clone();
    addScaledInto(-1, b, difference);
    return difference;
  }

  /** The vector of a_i b_i. */
  public static double[] times(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  /** The numbers of {@code a} at {@code places}, in their order. */
  public static double[] part(double[] a, int[] places) {
    double[] part = new double[places.length];
    for (int i = 0; i < part.length; i++) {
      part[i] = a[places[i]];
    }
    return part;
  }

  /** target += factor * a. */
  public static void addScaledInto(double factor, double[] a, double[] target) {
    for (int i = 0; i < a.length; i++) {
      target[i] += factor * a[i];
    }
  }

  /** a.b over [from, to), in four lanes. */
  static double dot(double[] a, double[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < to; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
