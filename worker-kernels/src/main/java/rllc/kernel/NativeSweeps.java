package rllc.kernel;

/** Makes the driver's sweeps in C. */
final class NativeSweeps implements Sweeps.Body {
  private final int set;

  /**
   * @param set the number of an instruction set that this machine has
   */
  NativeSweeps(int set) {
    this.set = set;
  }

  @Override
  public void gram(double[][] vectors, int from, int to, double[] sums) {
    gram(set, vectors, vectors.length, from, to, sums);
  }

  @Override
  public void propagate(Propagation p, int from, int to) {
    propagate(
        set,
        p.count(),
        p.starts(),
        p.sources(),
        p.factors(),
        p.input(),
        p.law(),
        p.step(),
        p.units(),
        p.next(),
        p.gradient(),
        p.theta(),
        from,
        to);
  }

  private static native void gram(
      int set, double[][] vectors, int count, int from, int to, double[] sums);

  private static native void propagate(
      int set,
      int count,
      int[] starts,
      int[] sources,
      double[] factors,
      double[] input,
      double[] law,
      double step,
      double[][] units,
      double[][] next,
      double[] gradient,
      double[] theta,
      int from,
      int to);
}
