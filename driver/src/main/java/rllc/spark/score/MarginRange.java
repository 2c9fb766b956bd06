package rllc.spark.score;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * What the area under the curve needs of the rows with margins in some range. Everything is counted
 * in whole units of weight.
 *
 * <p>A class, not a record: it crosses the wire.
 */
final class MarginRange implements Serializable {
  private static final long serialVersionUID = 1L;

  private long negatives;
  private long positives;

  /** Twice the weight of the pairs in which the positive row has the larger margin, ties half. */
  private BigInteger twice = BigInteger.ZERO;

  /** Of sorted margins with whole weights. */
  static MarginRange of(Margins sorted) {
    MarginRange range = new MarginRange();
    // The sum of products below 2^107, in two halves: a BigInteger a row would take longer.
    long high = 0;
    long low = 0;
    for (int from = 0, end; from < sorted.size(); from = end) {
      end = sorted.endOfEqual(from);
      double[] sums = sorted.sums(from, end);
      long negatives = (long) -sums[0];
      long positives = (long) sums[1];
      long below = 2 * range.negatives + negatives;
      long product = below * positives;
      low += product;
      high += Math.multiplyHigh(below, positives);
      high += Long.compareUnsigned(low, product) < 0 ? 1 : 0;
      range.negatives += negatives;
      range.positives += positives;
    }
    range.twice =
        BigInteger.valueOf(high)
            .shiftLeft(Long.SIZE)
            .add(new BigInteger(Long.toUnsignedString(low)));
    return range;
  }

  /** Appends the range that lies next above. */
  void append(MarginRange above) {
    BigInteger pairs =
        BigInteger.valueOf(2 * negatives).multiply(BigInteger.valueOf(above.positives));
    twice = twice.add(above.twice).add(pairs);
    negatives += above.negatives;
    positives += above.positives;
  }

  /** The share of pairs in order; NaN where all labels are the same. */
  double area() {
    return twice.doubleValue() / 2 / negatives / positives;
  }
}
