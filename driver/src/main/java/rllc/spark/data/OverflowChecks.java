package rllc.spark.data;

import rllc.shard.Moments;
import rllc.spark.input.BadInputException;

/** Whether means and deviations are numbers that a training can begin with. */
final class OverflowChecks {
  /** Squares of more overflow in sums over rows. */
  private static final double MOST = 1e150;

  private OverflowChecks() {}

  /**
   * @throws BadInputException where no row has weight, weights or squares of labels vanish, or a
   *     deviation is no finite number because squares of weights, labels or a feature overflow
   */
  static void check(Moments moments) {
    if (!(moments.weightSum() > 0)) {
      throw new BadInputException("the weight of one row at least must be positive, got only 0");
    }
    if (moments.weightSum() > MOST) {
      throw new BadInputException(
          "the sum of the weights must be at most " + MOST + ", got " + moments.weightSum());
    }
    if (moments.weightSum() < Double.MIN_NORMAL) {
      throw new BadInputException(
          "the sum of the weights must be at least "
              + Double.MIN_NORMAL
              + ", of which numbers below lose digits, got "
              + moments.weightSum());
    }
    checkDeviation("the labels", moments.labelDeviation());
    double label = Math.abs(moments.labelMean());
    if (moments.labelDeviation() == 0 && label > 0 && label < 1 / MOST) {
      throw new BadInputException(
          "the labels must have two values or more among rows of positive weight, got none whose"
              + " squares are above 0");
    }
    double[] deviations = moments.featureDeviations();
    for (int j = 0; j < deviations.length; j++) {
      checkDeviation("feature " + j, deviations[j]);
    }
  }

  private static void checkDeviation(String what, double deviation) {
    if (!(deviation <= MOST)) {
      throw new BadInputException(
          what
              + " must have a standard deviation of at most "
              + MOST
              + ", got "
              + (Double.isFinite(deviation) ? deviation : "squares that overflow"));
    }
  }
}
