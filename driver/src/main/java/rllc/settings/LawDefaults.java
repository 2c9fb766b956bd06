package rllc.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What {@code auto} means for the law of an RLLC preset.
 *
 * @param c1Numerator c1 = c1Numerator / curvature
 * @param c2 law rate
 * @param law0 start of the law
 */
record LawDefaults(double c1Numerator, double c2, List<Double> law0) {
  static LawDefaults of(LinearMemory memory) {
    return new LawDefaults(1, 0.1, firstGradient(memory));
  }

  /** The law whose first step is the gradient itself, through the first unit that sees it. */
  private static List<Double> firstGradient(LinearMemory memory) {
    List<Double> law = new ArrayList<>(Collections.nCopies(memory.units(), 0.0));
    double[] input = memory.input();
    for (int j = 0; j < input.length; j++) {
      if (input[j] != 0) {
        law.set(j, 1 / input[j]);
        return law;
      }
    }
    throw new IllegalArgumentException("`v` must have an entry other than 0");
  }
}
