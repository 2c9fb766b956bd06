package rllc.spark.score;

/**
 * Sorts keys with what belongs to them: least significant digit first (Knuth, The Art of Computer
 * Programming 3, 5.2.5, algorithm R), six digits of 11 bits. Stable; a digit that all keys share
 * costs nothing.
 */
final class RadixSort {
  private static final int BITS = 11;
  private static final int DIGITS = (Long.SIZE + BITS - 1) / BITS;
  private static final int VALUES = 1 << BITS;

  private RadixSort() {}

  /** Ascending by {@code keys}, unsigned; the arguments are used up. */
  static Margins sorted(long[] keys, double[] weights) {
    int[][] counts = counts(keys);
    long[] fromKeys = keys;
    double[] fromWeights = weights;
    long[] toKeys = new long[keys.length];
    double[] toWeights = new double[keys.length];
    for (int digit = 0; digit < DIGITS; digit++) {
      if (keys.length == 0 || counts[digit][value(fromKeys[0], digit)] == keys.length) {
        continue;
      }
      move(digit, starts(counts[digit]), fromKeys, fromWeights, toKeys, toWeights);
      long[] sortedKeys = toKeys;
      double[] sortedWeights = toWeights;
      toKeys = fromKeys;
      toWeights = fromWeights;
      fromKeys = sortedKeys;
      fromWeights = sortedWeights;
    }
    return new Margins(fromKeys, fromWeights);
  }

  private static int value(long key, int digit) {
    return (int) (key >>> digit * BITS) & VALUES - 1;
  }

  private static int[][] counts(long[] keys) {
    int[][] counts = new int[DIGITS][VALUES];
    for (long key : keys) {
      for (int digit = 0; digit < DIGITS; digit++) {
        counts[digit][value(key, digit)]++;
      }
    }
    return counts;
  }

  private static int[] starts(int[] counts) {
    int[] starts = new int[VALUES];
    for (int value = 1; value < VALUES; value++) {
      starts[value] = starts[value - 1] + counts[value - 1];
    }
    return starts;
  }

  private static void move(
      int digit,
      int[] places,
      long[] fromKeys,
      double[] fromWeights,
      long[] toKeys,
      double[] toWeights) {
    for (int i = 0; i < fromKeys.length; i++) {
      int place = places[value(fromKeys[i], digit)]++;
      toKeys[place] = fromKeys[i];
      toWeights[place] = fromWeights[i];
    }
  }
}
