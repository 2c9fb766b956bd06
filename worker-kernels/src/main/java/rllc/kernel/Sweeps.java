package rllc.kernel;

import java.util.stream.IntStream;

/**
 * Computes with the optimizer's memory units, vectors of one length d, on the driver. A sweep is
 * one pass over all of them. The vectors are split into fixed parts whose sums are added in their
 * order, so any number of threads gives the same bits.
 */
public final class Sweeps {
  /** The most memory units. */
  public static final int MOST_UNITS = 32;

  /** Elements of a part. If there are fewer than two parts, one thread does all. */
  private static final int PART = 1 << 14;

  private final Body body;
  private final int threads;

  private Sweeps(Body body, int threads) {
    this.body = body;
    this.threads = threads;
  }

  /** Works on the elements {@code from} to {@code to - 1} of arrays that were checked. */
  interface Body {
    /** Sets sums[i (i + 1) / 2 + j] = vectors[i] . vectors[j] for j <= i. */
    void gram(double[][] vectors, int from, int to, double[] sums);

    void propagate(Propagation propagation, int from, int to);
  }

  /**
   * Returns sweeps in Java or C, as {@code kernels} are.
   *
   * @param threads at least 1; they come from the common pool, so at most as many work as the
   *     machine has processors
   */
  public static Sweeps of(Kernels kernels, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("`threads` must be at least 1, got " + threads);
    }
    Body body = kernels instanceof NativeKernels natives ? natives.sweeps() : new JavaSweeps();
    return new Sweeps(body, threads);
  }

  /**
   * Returns the symmetric matrix of all inner products, from one pass over the vectors. If they are
   * the units M and, last, the gradient g, it holds M^T M, M^T g and g^T g.
   *
   * @param vectors 1 to 33 vectors of one length
   */
  public double[][] innerProducts(double[]... vectors) {
    if (vectors.length < 1 || vectors.length > MOST_UNITS + 1) {
      throw new IllegalArgumentException(
          "`vectors` must be 1 to " + (MOST_UNITS + 1) + ", got " + vectors.length);
    }
    int length = vectors[0].length;
    for (double[] vector : vectors) {
      checkLength("vectors", vector, length);
    }
    int parts = parts(length);
    double[][] sums = new double[parts][vectors.length * (vectors.length + 1) / 2];
    overParts(length, (part, from, to) -> body.gram(vectors, from, to, sums[part]));
    double[][] products = new double[vectors.length][vectors.length];
    for (double[] sum : sums) {
      for (int i = 0, k = 0; i < vectors.length; i++) {
        for (int j = 0; j <= i; j++, k++) {
          products[i][j] += sum[k];
          products[j][i] = products[i][j];
        }
      }
    }
    return products;
  }

  /**
   * Computes M' = M P + g v^T and theta &lt;- theta - step M' L in one pass. Zeros of P, v and L
   * are skipped, so that they may stand before infinite values.
   *
   * @param propagator P, k x k
   * @param input v, k
   * @param units M, k vectors of length d
   * @param gradient g, length d
   * @param next receives M', k vectors of length d: either {@code units} itself or other arrays
   * @param law L, k
   * @param step the step's length
   * @param theta changed in place, length d
   */
  public void propagate(
      double[][] propagator,
      double[] input,
      double[][] units,
      double[] gradient,
      double[][] next,
      double[] law,
      double step,
      double[] theta) {
    Propagation propagation =
        Propagation.checked(propagator, input, units, gradient, next, law, step, theta);
    overParts(theta.length, (part, from, to) -> body.propagate(propagation, from, to));
  }

  static void checkLength(String name, double[] vector, int length) {
    if (vector == null || vector.length != length) {
      throw new IllegalArgumentException(
          "`"
              + name
              + "` must have length "
              + length
              + ", got "
              + (vector == null ? "null" : String.valueOf(vector.length)));
    }
  }

  private interface Part {
    void run(int part, int from, int to);
  }

  private static int parts(int length) {
    return (int) (((long) length + PART - 1) / PART);
  }

  /** Runs all parts; each thread takes a consecutive share of them. */
  private void overParts(int length, Part part) {
    int parts = parts(length);
    int shares = Math.max(1, Math.min(threads, parts));
    IntStream range = IntStream.range(0, shares);
    (shares > 1 ? range.parallel() : range)
        .forEach(
            share -> {
              int end = (int) ((long) parts * (share + 1) / shares);
              for (int i = (int) ((long) parts * share / shares); i < end; i++) {
                part.run(i, i * PART, (int) Math.min(length, ((long) i + 1) * PART));
              }
            });
  }
}
