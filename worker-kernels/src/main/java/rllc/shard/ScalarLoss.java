package rllc.shard;

/** A loss of a single margin: value l(m, y), multiplier dl/dm and curvature d2l/dm2. */
public sealed interface ScalarLoss extends Loss permits MarginLoss, SquaredHinge, Huber {
  /** The loss l(m, y) >= 0. */
  double value(double margin, double label);

  /** dl/dm: what a row's features are multiplied by in the gradient. */
  double multiplier(double margin, double label);

  /** d2l/dm2 >= 0; where the multiplier has a kink, a value between its two slopes. */
  double curvature(double margin, double label);

  @Override
  default int outputs() {
    return 1;
  }

  @Override
  default double value(double[] margins, double label) {
    return value(margins[0], label);
  }

  @Override
  default void multipliersInto(double[] margins, double label, double[] multipliers) {
    multipliers[0] = multiplier(margins[0], label);
  }

  @Override
  default void curvaturesInto(double[] margins, double label, double[] curvatures) {
    curvatures[0] = curvature(margins[0], label);
  }

  @Override
  default void hessianInPlace(double[] margins, double label, double[] direction) {
    direction[0] *= curvature(margins[0], label);
  }
}
