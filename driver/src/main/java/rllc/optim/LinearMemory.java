package rllc.optim;

import breeze.linalg.DenseMatrix;
import breeze.linalg.DenseVector;
import breeze.linalg.eig;
import java.util.Arrays;
import rllc.kernel.Sweeps;

/**
 * A linear memory of k units: M &lt;- M P + g v^T, with the propagator P (k x k) and the input
 * vector v (k). One factory per row of the paper's families (arXiv 2402.15262, "linear memories").
 *
 * <p>Every factory refuses a propagator whose spectral radius is 1 or more, because such a memory
 * never forgets; {@link #unstable} is the way round.
 */
public final class LinearMemory {
  /** What the sweeps over the units take at once; the paper's memories have a handful. */
  public static final int MAX_UNITS = Sweeps.MOST_UNITS;

  static {
    JavaLapack.choose();
  }

  private final double[][] propagator;
  private final double[] input;

  private LinearMemory(double[][] propagator, double[] input) {
    this.propagator = propagator;
    this.input = input;
  }

  /** m &lt;- g. */
  public static LinearMemory sgd() {
    return multiMomentum(0);
  }

  /** m &lt;- beta m + g. */
  public static LinearMemory momentum(double beta) {
    return multiMomentum(beta);
  }

  /** u1 &lt;- g; u2 &lt;- beta u2 + g. */
  public static LinearMemory sgdMomentum(double beta) {
    return multiMomentum(0, beta);
  }

  /** u_j &lt;- beta_j u_j + g. */
  public static LinearMemory multiMomentum(double... betas) {
    double[][] p = new double[betas.length][betas.length];
    double[] v = new double[betas.length];
    for (int j = 0; j < betas.length; j++) {
      p[j][j] = betas[j];
      v[j] = 1;
    }
    return custom(p, v);
  }

  /** u_1 &lt;- lambda u_1 + g; u_(j+1) &lt;- lambda u_(j+1) + u_j with the old u_j; r units. */
  public static LinearMemory jordan(double lambda, int r) {
    checkUnits(r);
    double[][] p = new double[r][r];
    double[] v = new double[r];
    v[0] = 1;
    for (int j = 0; j < r; j++) {
      p[j][j] = lambda;
      if (j + 1 < r) {
        p[j][j + 1] = 1;
      }
    }
    return custom(p, v);
  }

  /** With a = rho cos phi, b = rho sin phi: u &lt;- a u - b w + g; w &lt;- b u + a w (old u). */
  public static LinearMemory complex(double rho, double phi) {
    double a = rho * StrictMath.cos(phi);
    double b = rho * StrictMath.sin(phi);
    return custom(new double[][] {{a, b}, {-b, a}}, new double[] {1, 0});
  }

  /** Several memories side by side: block-diagonal P, stacked v. */
  public static LinearMemory blocks(LinearMemory... parts) {
    int units = Arrays.stream(parts).mapToInt(LinearMemory::units).sum();
    checkUnits(units);
    double[][] p = new double[units][units];
    double[] v = new double[units];
    int offset = 0;
    for (LinearMemory part : parts) {
      for (int i = 0; i < part.units(); i++) {
        System.arraycopy(part.propagator[i], 0, p[offset + i], offset, part.units());
        v[offset + i] = part.input[i];
      }
      offset += part.units();
    }
    return new LinearMemory(p, v);
  }

  /**
   * P and v as given; both are copied.
   *
   * @throws IllegalArgumentException if P is not k x k, v not of length k, an entry is not finite,
   *     or the spectral radius of P is 1 or more
   */
  public static LinearMemory custom(double[][] p, double[] v) {
    LinearMemory memory = unstable(p, v);
    double radius = memory.spectralRadius();
    if (radius >= 1) {
      throw new IllegalArgumentException(
          "`P` must have a spectral radius below 1, got radius " + radius);
    }
    return memory;
  }

  /** As {@link #custom}, with any spectral radius: the explicit wish of the caller. */
  public static LinearMemory unstable(double[][] p, double[] v) {
    checkUnits(v.length);
    if (p.length != v.length) {
      throw new IllegalArgumentException(
          "`P` must have as many rows as `v` has entries, " + v.length + ", got " + p.length);
    }
    double[][] copy = new double[p.length][];
    for (int i = 0; i < p.length; i++) {
      if (p[i].length != v.length) {
        throw new IllegalArgumentException(
            "`P` must be square: " + v.length + " entries in each row, got " + p[i].length);
      }
      copy[i] = checkFinite("P", p[i]).clone();
    }
    return new LinearMemory(copy, checkFinite("v", v).clone());
  }

  /** k. */
  public int units() {
    return input.length;
  }

  /** A copy of P, row by row. */
  public double[][] propagator() {
    return Arrays.stream(propagator).map(double[]::clone).toArray(double[][]::new);
  }

  /** A copy of v. */
  public double[] input() {
    return input.clone();
  }

  /** Largest absolute eigenvalue of P. */
  public double spectralRadius() {
    return spectralRadius(propagator);
  }

  /** Largest absolute eigenvalue of a square matrix. */
  static double spectralRadius(double[][] matrix) {
    int k = matrix.length;
    double[] columnMajor = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        columnMajor[j * k + i] = matrix[i][j];
      }
    }
    eig.Eig<DenseVector<Object>, DenseMatrix<Object>> eigen =
        eig.Eig_DM_Impl$.MODULE$.apply(new DenseMatrix<Object>(k, k, columnMajor));
    double radius = 0;
    for (int i = 0; i < k; i++) {
      double real = (double) eigen.eigenvalues().apply(i);
      double imaginary = (double) eigen.eigenvaluesComplex().apply(i);
      radius = Math.max(radius, Math.hypot(real, imaginary));
    }
    return radius;
  }

  private static void checkUnits(int units) {
    if (units < 1 || units > MAX_UNITS) {
      throw new IllegalArgumentException(
          "`units` must be between 1 and " + MAX_UNITS + ", got " + units);
    }
  }

  private static double[] checkFinite(String name, double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("`" + name + "` must be finite, got " + value);
      }
    }
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinearMemory memory
        && Arrays.deepEquals(propagator, memory.propagator)
        && Arrays.equals(input, memory.input);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.deepHashCode(propagator) + Arrays.hashCode(input);
  }

  @Override
  public String toString() {
    return "P = " + Arrays.deepToString(propagator) + ", v = " + Arrays.toString(input);
  }
}
