package rllc.kernel;

import java.util.Arrays;

/** Makes the driver's sweeps in plain Java, block by block as the C code does. */
final class JavaSweeps implements Sweeps.Body {
  /** Elements of a block. A block of every vector fits the first-level cache together. */
  private static final int BLOCK = 128;

  @Override
  public void gram(double[][] vectors, int from, int to, double[] sums) {
    for (int at = from; at < to; at += BLOCK) {
      int end = Math.min(to, at + BLOCK);
      for (int i = 0, k = 0; i < vectors.length; i++) {
        for (int j = 0; j <= i; j++, k++) {
          sums[k] += dot(vectors[i], vectors[j], at, end);
        }
      }
    }
  }

  private static double dot(double[] a, double[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < to; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s2 + (s1 + s3);
  }

  @Override
  public void propagate(Propagation p, int from, int to) {
    double[][] units = new double[p.count()][BLOCK];
    double[] move = new double[BLOCK];
    for (int at = from; at < to; at += BLOCK) {
      int here = Math.min(BLOCK, to - at);
      Arrays.fill(move, 0);
      for (int j = 0; j < p.count(); j++) {
        nextUnit(p, j, at, here, units[j]);
        addScaled(p.law()[j], units[j], 0, here, move, 0);
      }
      for (int j = 0; j < p.count(); j++) {
        System.arraycopy(units[j], 0, p.next()[j], at, here);
      }
      addScaled(-p.step(), move, 0, here, p.theta(), at);
    }
  }

  private static void nextUnit(Propagation p, int j, int at, int here, double[] out) {
    Arrays.fill(out, 0);
    addScaled(p.input()[j], p.gradient(), at, here, out, 0);
    for (int s = p.starts()[j]; s < p.starts()[j + 1]; s++) {
      addScaled(p.factors()[s], p.units()[p.sources()[s]], at, here, out, 0);
    }
  }

  /** Adds factor * in to out. A factor of zero adds nothing, not even NaN. */
  private static void addScaled(
      double factor, double[] in, int inAt, int count, double[] out, int outAt) {
    if (factor != 0) {
      for (int i = 0; i < count; i++) {
        out[outAt + i] += factor * in[inAt + i];
      }
    }
  }
}
