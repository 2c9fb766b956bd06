package rllc.loss;

import java.util.List;

/** Gives a loss of a single margin: value l(m, y), multiplier dl/dm and curvature d2l/dm2. */
public sealed interface ScalarLoss extends Loss permits MarginLoss, SquaredHinge, Huber, Tweedie {
  /** Returns a loss of each kind, for the kernels' self-check and the tests. */
  static List<ScalarLoss> oneOfEach() {
    return List.of(
        MarginLoss.LOGISTIC,
        MarginLoss.SQUARED,
        new SquaredHinge(),
        new Huber(0.5),
        MarginLoss.POISSON,
        MarginLoss.GAMMA,
        new Tweedie(1.5));
  }

  /** Returns the loss l(m, y) >= 0. */
  double value(double margin, double label);

  /** Returns the multiplier dl/dm. The row's gradient is multiplier * (x, 1). */
  double multiplier(double margin, double label);

  /** Returns d2l/dm2 >= 0; at a kink of the multiplier a value between its two slopes. */
  double curvature(double margin, double label);

  /**
   * Returns a margin that no step along a row leads beyond, whatever its length: the best one, if
   * the multiplier grows too fast for steps to be sought without it; else NaN.
   */
  default double farthestMargin(double label) {
    return Double.NaN;
  }

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
