package rllc.spark.score;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.shard.Block;
import rllc.shard.Hashing;
import rllc.spark.data.PackedData;
import rllc.spark.sum.ShardFunction;

/**
 * Margin, label and weight of rows that a hash of their place draws, or of all if they are few:
 * what curves are drawn from. Rows without weight have no part in it.
 *
 * @param margins x.w + b
 * @param labels as packed
 * @param weights above 0
 */
public record RowSample(double[] margins, double[] labels, double[] weights) {
  /** Enough for a line of a few hundred dots; 24 bytes a row travel to the driver. */
  private static final long MOST_ROWS = 100_000;

  /**
   * Of a model with one output.
   *
   * @param theta d coefficients and the intercept, on the features' own scale
   */
  public static RowSample of(PackedData data, double[] theta, KernelMode kernel) {
    long stride = (data.rows() + MOST_ROWS - 1) / MOST_ROWS;
    List<double[]> rows = data.sum(new Drawn(theta, kernel, stride)).rows;
    return new RowSample(column(rows, 0), column(rows, 1), column(rows, 2));
  }

  private static double[] column(List<double[]> rows, int index) {
    return rows.stream().mapToDouble(row -> row[index]).toArray();
  }

  int size() {
    return margins.length;
  }

  /** What travels. */
  private static final class Rows implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<double[]> rows = new ArrayList<>();
  }

  private static final class Drawn implements ShardFunction<Rows> {
    private static final long serialVersionUID = 1L;

    private final double[] theta;
    private final KernelMode kernel;
    private final long stride;

    Drawn(double[] theta, KernelMode kernel, long stride) {
      this.theta = theta.clone();
      this.kernel = kernel;
      this.stride = stride;
    }

    @Override
    public Rows empty() {
      return new Rows();
    }

    @Override
    public void add(Rows sum, Block block, int number) {
      double[] margins = new double[block.rows()];
      KernelChoice.of(kernel).kernels().marginsInto(block, 1, theta, margins);
      for (int row = 0; row < block.rows(); row++) {
        boolean drawn = Long.remainderUnsigned(Hashing.of(number, row), stride) == 0;
        if (drawn && block.weight(row) > 0) {
          sum.rows.add(new double[] {margins[row], block.label(row), block.weight(row)});
        }
      }
    }

    @Override
    public void merge(Rows sum, Rows next) {
      sum.rows.addAll(next.rows);
    }

    @Override
    public void clear(Rows sum) {
      sum.rows.clear();
    }
  }
}
