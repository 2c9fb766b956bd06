package rllc.optim;

/**
 * Bounds of a law's entries. Under the noise of batches the retrospective correction shrinks the
 * law too far: the last step looks worse on the next batch than it was. Kept in a box the law stays
 * of use (our addition; see docs/method.md, steps over batches).
 */
public final class LawBox {
  /** How far an entry that starts at 0 may go. */
  private static final double FROM_ZERO = 0.1;

  private final double[] low;
  private final double[] high;

  private LawBox(double[] low, double[] high) {
    this.low = low;
    this.high = high;
  }

  /** From the law's start to twice that; [0, 0.1] where it starts at 0. */
  public static LawBox above(double[] law0) {
    double[] low = law0.clone();
    double[] high = law0.clone();
    for (int j = 0; j < law0.length; j++) {
      double far = law0[j] == 0 ? FROM_ZERO : 2 * law0[j];
      low[j] = Math.min(law0[j], far);
      high[j] = Math.max(law0[j], far);
    }
    return new LawBox(low, high);
  }

  /** Moves each entry that is outside to its nearest bound. */
  void clamp(double[] law) {
    for (int j = 0; j < law.length; j++) {
      law[j] = Math.max(low[j], Math.min(high[j], law[j]));
    }
  }
}
