package rllc.spark;

import java.util.List;

/** The model family; setting {@code model.family} with {@code auto} resolved. */
public enum Family {
  BINOMIAL,
  MULTINOMIAL,
  GAUSSIAN;

  /**
   * The family that label values ask for: two values, binomial; strings, or integers 0..K-1 or 1..K
   * without a gap (3 <= K <= 1000), multinomial; else gaussian.
   *
   * @param values distinct label values, sorted
   */
  public static Family of(List<Object> values) {
    if (values.size() == 2) {
      return BINOMIAL;
    }
    if (values.size() > LabelSurvey.MOST) {
      return values.get(0) instanceof String ? MULTINOMIAL : GAUSSIAN;
    }
    return values.get(0) instanceof String || withoutGap(values) ? MULTINOMIAL : GAUSSIAN;
  }

  private static boolean withoutGap(List<Object> values) {
    double first = (Double) values.get(0);
    if (first != 0 && first != 1) {
      return false;
    }
    for (int k = 0; k < values.size(); k++) {
      if ((Double) values.get(k) != first + k) {
        return false;
      }
    }
    return true;
  }
}
