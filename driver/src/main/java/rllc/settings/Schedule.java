package rllc.settings;

/**
 * {@code optimizer.schedule}: what the learning rate c1 is multiplied with, a function of the
 * epochs seen so far, steps / steps of an epoch.
 */
public enum Schedule {
  /** 1. */
  CONSTANT,
  /** 1 / (1 + epochs), as scikit-learn's {@code optimal} for a long run. */
  INVERSE,
  /** 1 / sqrt(1 + epochs), as VW's default power. */
  INVERSE_SQRT;

  public double factor(double epochs) {
    return switch (this) {
      case CONSTANT -> 1;
      case INVERSE -> 1 / (1 + epochs);
      case INVERSE_SQRT -> 1 / Math.sqrt(1 + epochs);
    };
  }

  /** As settings spell it. */
  @Override
  public String toString() {
    return switch (this) {
      case CONSTANT -> "constant";
      case INVERSE -> "inverse";
      case INVERSE_SQRT -> "inverseSqrt";
    };
  }
}
