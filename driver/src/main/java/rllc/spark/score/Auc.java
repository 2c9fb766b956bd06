package rllc.spark.score;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Kernels;
import rllc.shard.Block;
import rllc.spark.data.PackedData;
import scala.Tuple2;

/**
 * The exact area under the ROC curve, ties counted half: the share of pairs of a negative and a
 * positive row in which the positive one has the larger margin. Weights are rounded to 2^-52 of
 * their sum and everything is counted in whole numbers, so the order in which Spark merges does not
 * change a bit. Three small jobs' worth of stages: margins, merging of equal ones, sorting.
 */
final class Auc {
  /**
   * A run of margins in ascending order.
   *
   * <p>A class, not a record: it crosses the wire.
   */
  private static final class Run implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    private long negatives;
    private long positives;

    /** Twice the weight of the pairs in order, ties half. */
    private BigInteger twice = BigInteger.ZERO;

    /** Appends rows of larger margins. */
    private void append(long moreNegatives, long morePositives, BigInteger pairs) {
      twice = twice.add(pairs).add(product(2 * negatives, morePositives));
      negatives += moreNegatives;
      positives += morePositives;
    }
  }

  private Auc() {}

  /**
   * @param theta d coefficients and the intercept, on the features' own scale
   * @return NaN where all labels are the same
   */
  static double of(PackedData data, double[] theta, KernelMode kernel) {
    double unit = unit(data.moments().weightSum());
    int partitions = data.parallelTasks();
    JavaPairRDD<Double, long[]> margins =
        data.blocks().mapPartitionsToPair(blocks -> margins(blocks, theta, kernel, unit));
    List<Run> runs =
        margins
            .reduceByKey((a, b) -> new long[] {a[0] + b[0], a[1] + b[1]}, partitions)
            .sortByKey(true, partitions)
            .mapPartitions(Auc::run)
            .collect();
    Run all = new Run();
    runs.forEach(run -> all.append(run.negatives, run.positives, run.twice));
    return all.twice.doubleValue() / 2 / all.negatives / all.positives;
  }

  /** A power of two of which the sum of all weights is at most 2^53. */
  private static double unit(double weightSum) {
    return Math.scalb(1.0, Math.getExponent(weightSum) - 52);
  }

  private static Iterator<Tuple2<Double, long[]>> margins(
      Iterator<Block> blocks, double[] theta, KernelMode mode, double unit) {
    Kernels kernels = KernelChoice.of(mode).kernels();
    List<Tuple2<Double, long[]>> margins = new ArrayList<>();
    blocks.forEachRemaining(
        block -> {
          double[] margin = new double[block.rows()];
          kernels.marginsInto(block, 1, theta, margin);
          for (int row = 0; row < margin.length; row++) {
            long weight = Math.round(block.weight(row) / unit);
            boolean positive = block.label(row) > 0;
            // Adding 0.0 makes -0.0 the margin 0.0.
            margins.add(
                new Tuple2<>(
                    margin[row] + 0.0, new long[] {positive ? 0 : weight, positive ? weight : 0}));
          }
        });
    return margins.iterator();
  }

  private static Iterator<Run> run(Iterator<Tuple2<Double, long[]>> margins) {
    Run run = new Run();
    margins.forEachRemaining(
        margin -> {
          long[] weights = margin._2();
          run.append(weights[0], weights[1], product(weights[0], weights[1]));
        });
    return List.of(run).iterator();
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }
}
