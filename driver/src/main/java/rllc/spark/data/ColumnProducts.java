package rllc.spark.data;

import java.util.Arrays;
import java.util.Optional;
import rllc.optim.Vectors;
import rllc.shard.Block;
import rllc.shard.Hashing;
import rllc.spark.sum.ShardFunction;

/**
 * Weighted sums of (x_i - mean_i) (x_j - mean_j) over the rows, or over a share of them that a hash
 * of their place draws: what collinear columns are recognised by.
 */
public final class ColumnProducts implements ShardFunction<double[]> {
  private static final long serialVersionUID = 1L;

  /** Of more columns the sums take too long to add up and to decompose. */
  private static final int MOST_COLUMNS = 256;

  /** Multiply-adds: some tenths of a second of one core. */
  private static final double MOST_WORK = 1e9;

  /** Columns with fewer rows that differ from zero may be alike by chance. */
  private static final double FEWEST = 20;

  private final double[] means;
  private final long stride;

  private ColumnProducts(double[] means, long stride) {
    this.means = means;
    this.stride = stride;
  }

  /** d x d sums, 0 for columns that too few rows have; empty where the columns are too many. */
  public static Optional<double[][]> of(PackedData data) {
    int d = data.features();
    if (d > MOST_COLUMNS) {
      return Optional.empty();
    }
    long stride = (long) Math.ceil(data.rows() * (double) d * d / MOST_WORK);
    double[] sum = data.sum(new ColumnProducts(data.moments().featureMeans(), stride));
    double[] shares = data.moments().featureShares();
    double drawn = data.rows() / (double) Math.max(1, stride);
    double[][] products = new double[d][d];
    for (int i = 0, at = 0; i < d; i++) {
      for (int j = 0; j <= i; j++, at++) {
        boolean known = shares[i] * drawn >= FEWEST && shares[j] * drawn >= FEWEST;
        products[i][j] = known ? sum[at] : 0;
        products[j][i] = products[i][j];
      }
    }
    return Optional.of(products);
  }

  @Override
  public double[] empty() {
    return new double[means.length * (means.length + 1) / 2];
  }

  @Override
  public long length() {
    return means.length * (means.length + 1L) / 2;
  }

  @Override
  public void add(double[] sum, Block block, int number) {
    double[] values = block.values();
    double[] z = new double[means.length];
    for (int row = 0; row < block.rows(); row++) {
      if (stride <= 1 || Long.remainderUnsigned(Hashing.of(number, row), stride) == 0) {
        if (block.isDense()) {
          System.arraycopy(values, row * z.length, z, 0, z.length);
        } else {
          scatter(block, values, row, z);
        }
        Vectors.addScaledInto(-1, means, z);
        addProducts(block.weight(row), z, sum);
      }
    }
  }

  private static void scatter(Block block, double[] values, int row, double[] z) {
    Arrays.fill(z, 0);
    for (int k = block.rowStarts()[row]; k < block.rowStarts()[row + 1]; k++) {
      z[block.indices()[k]] = values[k];
    }
  }

  private static void addProducts(double weight, double[] z, double[] sum) {
    for (int i = 0, at = 0; i < z.length; i++) {
      double factor = weight * z[i];
      for (int j = 0; j <= i; j++) {
        sum[at++] += factor * z[j];
      }
    }
  }

  @Override
  public void merge(double[] sum, double[] next) {
    Vectors.addScaledInto(1, next, sum);
  }

  @Override
  public void clear(double[] sum) {
    Arrays.fill(sum, 0);
  }
}
