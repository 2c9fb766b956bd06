package rllc.spark.data;

import java.util.Arrays;
import rllc.shard.Block;
import rllc.spark.input.BadInputException;
import rllc.spark.sum.ShardFunction;

/**
 * Features that vary, but so far from zero that a margin w.x + b, where w.x and b cancel, has lost
 * the digits that tell rows apart.
 */
public final class FarFromZeroCheck {
  /** At a mean of 1e11 deviations margins still have five digits. */
  private static final double LEAST_SHARE = 1e-11;

  private FarFromZeroCheck() {}

  /**
   * One more pass over the rows, and that only where a feature is in doubt: a constant one has a
   * deviation of some ulps too, by rounding.
   *
   * @throws BadInputException for the first such feature
   */
  public static void check(PackedData data) {
    int[] doubtful = data.moments().featuresOfLittleSpread(LEAST_SHARE);
    if (doubtful.length == 0) {
      return;
    }
    double[][] ranges = data.sum(new RangeFunction(doubtful));
    for (int i = 0; i < doubtful.length; i++) {
      if (ranges[1][i] > ranges[0][i]) {
        throw new BadInputException(
            String.format(
                "%s must have a standard deviation of more than 1e-11 of its mean, got values from"
                    + " %s to %s; subtract a constant from it",
                data.featureName(doubtful[i]), ranges[0][i], ranges[1][i]));
      }
    }
  }

  /** Least and largest value of some features among rows of positive weight. */
  private static final class RangeFunction implements ShardFunction<double[][]> {
    private static final long serialVersionUID = 1L;

    private final int[] features;

    RangeFunction(int[] features) {
      this.features = features;
    }

    @Override
    public double[][] empty() {
      double[][] ranges = new double[2][features.length];
      clear(ranges);
      return ranges;
    }

    @Override
    public void add(double[][] ranges, Block block, int number) {
      double[] values = block.values();
      for (int row = 0; row < block.rows(); row++) {
        for (int i = 0; block.weight(row) > 0 && i < features.length; i++) {
          double value = value(block, values, row, features[i]);
          ranges[0][i] = Math.min(ranges[0][i], value);
          ranges[1][i] = Math.max(ranges[1][i], value);
        }
      }
    }

    private static double value(Block block, double[] values, int row, int feature) {
      if (block.isDense()) {
        return values[row * block.features() + feature];
      }
      int[] starts = block.rowStarts();
      int at = Arrays.binarySearch(block.indices(), starts[row], starts[row + 1], feature);
      return at < 0 ? 0 : values[at];
    }

    @Override
    public void merge(double[][] ranges, double[][] next) {
      for (int i = 0; i < features.length; i++) {
        ranges[0][i] = Math.min(ranges[0][i], next[0][i]);
        ranges[1][i] = Math.max(ranges[1][i], next[1][i]);
      }
    }

    @Override
    public void clear(double[][] ranges) {
      Arrays.fill(ranges[0], Double.POSITIVE_INFINITY);
      Arrays.fill(ranges[1], Double.NEGATIVE_INFINITY);
    }
  }
}
