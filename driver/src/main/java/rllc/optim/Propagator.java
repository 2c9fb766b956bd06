package rllc.optim;

import java.util.stream.IntStream;
import rllc.settings.LinearMemory;

/**
 * A linear memory made ready for use: unit j becomes sum_i P_ij u_i + v_j g, over the non-zero P_ij
 * only, so a diagonal or Jordan propagator costs k or 2k - 1 vector operations and not k^2.
 */
public final class Propagator {
  private final int[][] sources;
  private final double[][] factors;
  private final double[] input;

  public Propagator(LinearMemory memory) {
    double[][] p = memory.propagator();
    int units = memory.units();
    input = memory.input();
    sources = new int[units][];
    factors = new double[units][];
    for (int column = 0; column < units; column++) {
      int j = column;
      sources[j] = IntStream.range(0, units).filter(i -> p[i][j] != 0).toArray();
      factors[j] = IntStream.of(sources[j]).mapToDouble(i -> p[i][j]).toArray();
    }
  }

  /** k. */
  public int units() {
    return input.length;
  }

  /** The new unit {@code j}; {@code gradient} itself where the unit is just the gradient. */
  double[] nextUnit(int j, double[][] units, double[] gradient) {
    if (sources[j].length == 0 && input[j] == 1) {
      return gradient;
    }
    double[] next = new double[gradient.length];
    if (input[j] != 0) {
      Vectors.addScaledInto(input[j], gradient, next);
    }
    for (int s = 0; s < sources[j].length; s++) {
      Vectors.addScaledInto(factors[j][s], units[sources[j][s]], next);
    }
    return next;
  }
}
