package rllc.spark.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Kernels;
import rllc.shard.Block;
import rllc.spark.data.PackedData;
import scala.Tuple2;

/**
 * The exact area under the ROC curve, ties counted half: the share of pairs of a negative and a
 * positive row in which the positive one has the larger margin. Weights are rounded to 2^-51 of
 * their sum and everything is counted in whole numbers, so the order in which Spark merges does not
 * change a bit.
 *
 * <p>Margins of not too many rows come to the driver with the other sums and are sorted there. Of
 * more rows a sample comes; it divides the margins into ranges of equal shares, and a second job
 * sends each range to a task of its own. Neither a task nor the driver holds more than {@link
 * Limits} say, however many rows there are; equal margins, which cannot be divided, are one entry
 * for each chunk and label.
 */
final class Auc {
  /**
   * Rows in one place at most, 16 bytes each, three times that while they are sorted.
   *
   * @param driver rows of which all margins come to the driver
   * @param chunk rows that a task sorts at once before they are sent: 12 MiB
   * @param range rows of a range, about, that a task sorts after that: 48 MiB
   */
  record Limits(long driver, int chunk, int range) {
    private static final long BYTES = 16;

    /** Of margins of more rows so many come to the driver, about: 2 MiB. */
    private static final long SAMPLE = 1 << 17;

    /**
     * At the driver 2^22 rows, which are 64 MiB, but no more than a sixteenth of its memory or half
     * of {@code spark.driver.maxResultSize}.
     */
    static Limits of(SparkContext context) {
      long result = context.getConf().getSizeAsBytes("spark.driver.maxResultSize", "1g");
      long memory = Runtime.getRuntime().maxMemory() / 16;
      long bytes = result > 0 ? Math.min(memory, result / 2) : memory;
      return new Limits(Math.min(1 << 22, bytes / BYTES), 1 << 18, 1 << 20);
    }

    /** Of how many rows one margin comes to the driver: 1 where all do. */
    long stride(long rows) {
      return rows <= driver ? 1 : Math.max(2, rows / SAMPLE);
    }

    private int ranges(PackedData data) {
      return (int) Math.max(data.parallelTasks(), (data.rows() + range - 1) / range);
    }
  }

  private final PackedData data;
  private final double[] theta;
  private final KernelMode kernel;
  private final Limits limits;

  /**
   * @param theta d coefficients and the intercept, on the features' own scale
   */
  Auc(PackedData data, double[] theta, KernelMode kernel, Limits limits) {
    this.data = data;
    this.theta = theta;
    this.kernel = kernel;
    this.limits = limits;
  }

  /**
   * @param sums of all rows, with the margins of one row in {@link Limits#stride}
   * @return NaN where all labels are the same
   */
  double of(MetricSums sums) {
    double unit = unit(sums.weight());
    Margins sorted = Margins.sorted(sums.margins(), unit);
    return limits.stride(data.rows()) == 1 ? MarginRange.of(sorted).area() : byRanges(sorted, unit);
  }

  /** A power of two: all weights in it, rounded, have a sum well below 2^53. */
  private static double unit(double weightSum) {
    return Math.scalb(1.0, Math.getExponent(weightSum) - 51);
  }

  private double byRanges(Margins sample, double unit) {
    long[] borders = borders(sample, limits.ranges(data));
    List<MarginRange> ranges =
        data.blocks()
            .mapPartitionsToPair(pieces(theta, kernel, unit, borders, limits.chunk()))
            // The hash of a small number is the number: a partition for each range.
            .partitionBy(new HashPartitioner(borders.length + 1))
            .mapPartitions(Auc::range)
            .collect();
    MarginRange all = new MarginRange();
    ranges.forEach(all::append);
    return all.area();
  }

  /** The first margins of all ranges but the lowest, ascending; fewer where margins are equal. */
  private static long[] borders(Margins sample, int ranges) {
    long[] borders = new long[Math.min(ranges - 1, sample.size())];
    for (int i = 0; i < borders.length; i++) {
      borders[i] = sample.key((int) ((i + 1L) * sample.size() / (borders.length + 1)));
    }
    return Arrays.stream(borders).distinct().toArray();
  }

  /** Apart from this object, which stays on the driver. */
  private static PairFlatMapFunction<Iterator<Block>, Integer, Margins> pieces(
      double[] theta, KernelMode kernel, double unit, long[] borders, int chunk) {
    return blocks -> {
      Kernels kernels = KernelChoice.of(kernel).kernels();
      return new MarginPieces(
          blocks,
          block -> {
            double[] margins = new double[block.rows()];
            kernels.marginsInto(block, 1, theta, margins);
            return Margins.of(block, margins, row -> true);
          },
          unit,
          borders,
          chunk);
    };
  }

  private static Iterator<MarginRange> range(Iterator<Tuple2<Integer, Margins>> pieces) {
    List<Margins> parts = new ArrayList<>();
    pieces.forEachRemaining(piece -> parts.add(piece._2()));
    return List.of(MarginRange.of(Margins.sorted(parts, 1))).iterator();
  }
}
