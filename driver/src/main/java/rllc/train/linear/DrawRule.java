package rllc.train.linear;

import java.io.Serializable;
import java.util.List;
import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.settings.Tuning;
import rllc.shard.Block;
import rllc.shard.DrawnRows;
import rllc.shard.Hashing;
import rllc.shard.RowSample;

/**
 * A draw of rows that rides along with a pass. Row i's share is 0.8 s_i / mean + 0.2, mean being a
 * guess of the mean score: a share of about one on average, a fifth of it uniform, so that no
 * importance weight exceeds five.
 *
 * <p>With ||x_i|| the row's norm in the optimizer's coordinates and c_i the trace of d2l/dm2, the
 * score s_i is ||x_i||^2 ({@code byCurvature} false), or ||x_i|| sqrt(max(c_i, 1e-3)): large where
 * the row bends the objective now.
 *
 * <p>The random numbers depend on the seed, the draw's number, the block's number in the data and
 * the row in it, and on nothing else. A class, not a record: it crosses the wire.
 */
public final class DrawRule implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final double LEAST_CURVATURE = 1e-3;

  private final long stream;
  private final int size;
  private final double limit;
  private final boolean byCurvature;
  private final double meanScore;
  private final RowNorms norms;

  /**
   * @param stream of random numbers: a hash of the seed and the draw's number
   * @param size rows at most
   * @param limit of the sample's keys, see {@link RowSample}
   * @param meanScore above 0; infinite for uniform shares of 0.2
   * @param norms null for a uniform draw
   */
  public DrawRule(
      long stream, int size, double limit, boolean byCurvature, double meanScore, RowNorms norms) {
    this.stream = stream;
    this.size = size;
    this.limit = limit;
    this.byCurvature = byCurvature;
    this.meanScore = meanScore;
    this.norms = norms;
  }

  /**
   * A draw of {@code size} of {@code rows} rows in which each of positive weight has the share
   * {@link Tuning#UNIFORM_SHARE}.
   */
  public static DrawRule uniform(long stream, int size, long rows) {
    double limit = uniformLimit(size, rows);
    return new DrawRule(stream, size, limit, false, Double.POSITIVE_INFINITY, null);
  }

  /** Lets in a little more than the part that is wanted; what is too much is cut. */
  public static double uniformLimit(int size, long rows) {
    double part = size / (double) rows * (1 + 4 / Math.sqrt(size));
    return part < 1 ? -Math.log1p(-part) / Tuning.UNIFORM_SHARE.value() : Double.POSITIVE_INFINITY;
  }

  /** A sample of no rows. */
  public RowSample empty() {
    return new RowSample(size, limit);
  }

  /** Offers the rows of {@code block} to {@code sample}; for a {@link #uniform} draw. */
  public void draw(Block block, int number, RowSample sample) {
    DrawnRows drawn = sample.draw();
    long numbers = numbers(number);
    for (int row = 0; row < block.rows(); row++) {
      double u = uniform(numbers, row);
      // -log(1 - u) is at least u.
      if (u < limit * Tuning.UNIFORM_SHARE.value() && block.weight(row) > 0) {
        drawn.add(row, -StrictMath.log1p(-u), Tuning.UNIFORM_SHARE.value());
      }
    }
    sample.take(block, number, drawn);
  }

  /**
   * Offers the rows of {@code block} to {@code sample}. Curvatures are computed for those rows only
   * that the largest possible one would let in.
   *
   * @param squares of the rows' norms
   */
  public void draw(
      Block block,
      int number,
      double[] squares,
      Kernels kernels,
      Loss loss,
      double[] theta,
      RowSample sample) {
    DrawnRows drawn = sample.draw();
    long numbers = numbers(number);
    double[] margins = null;
    Curvatures curvatures = byCurvature ? new Curvatures(loss) : null;
    double most = loss.mostCurvature();
    for (int row = 0; row < block.rows(); row++) {
      double u = uniform(numbers, row);
      // -log(1 - u) is at least u.
      if (u >= limit * share(score(squares[row], most)) || block.weight(row) == 0) {
        continue;
      }
      double curvature = most;
      if (byCurvature) {
        if (margins == null) {
          margins = new double[block.rows() * loss.outputs()];
          kernels.marginsInto(block, loss.outputs(), theta, margins);
        }
        curvature = curvatures.trace(margins, row, block.label(row));
      }
      double share = share(score(squares[row], curvature));
      drawn.add(row, -StrictMath.log1p(-u), share);
    }
    sample.take(block, number, drawn);
  }

  /** Squared norms of the block's rows, the same for every draw of a pass. */
  public double[] squares(Block block, Kernels kernels) {
    return norms.squares(block, kernels);
  }

  /** The mean of the scores by curvature at {@code theta}, as importance-weighted rows show it. */
  public double meanScore(List<Block> blocks, Kernels kernels, Loss loss, double[] theta) {
    Curvatures curvatures = new Curvatures(loss);
    double sum = 0;
    double weights = 0;
    for (Block block : blocks) {
      double[] squares = norms.squares(block, kernels);
      double[] margins = new double[block.rows() * loss.outputs()];
      kernels.marginsInto(block, loss.outputs(), theta, margins);
      for (int row = 0; row < block.rows(); row++) {
        double curvature = curvatures.trace(margins, row, block.label(row));
        sum += block.weight(row) * scoreByCurvature(squares[row], curvature);
        weights += block.weight(row);
      }
    }
    return sum / weights;
  }

  private static double scoreByCurvature(double square, double curvature) {
    return Math.sqrt(square * Math.max(curvature, LEAST_CURVATURE));
  }

  private double score(double square, double curvature) {
    return byCurvature ? scoreByCurvature(square, curvature) : square;
  }

  private double share(double score) {
    return (1 - Tuning.UNIFORM_SHARE.value()) * score / meanScore + Tuning.UNIFORM_SHARE.value();
  }

  /** The random numbers of block {@code number}. */
  private long numbers(int number) {
    return Hashing.of(stream ^ Hashing.of(number));
  }

  private static double uniform(long numbers, int row) {
    return (Hashing.of(numbers ^ row) >>> 11) * 0x1p-53;
  }

  /** A stream of random numbers for draw {@code number}. */
  public static long stream(long seed, int number) {
    return Hashing.of(seed, number);
  }

  /** Traces of d2l/dm2. */
  private static final class Curvatures {
    private final Loss loss;
    private final double[] margins;
    private final double[] diagonal;

    Curvatures(Loss loss) {
      this.loss = loss;
      this.margins = new double[loss.outputs()];
      this.diagonal = new double[loss.outputs()];
    }

    double trace(double[] all, int row, double label) {
      System.arraycopy(all, row * margins.length, margins, 0, margins.length);
      loss.curvaturesInto(margins, label, diagonal);
      double trace = 0;
      for (double curvature : diagonal) {
        trace += curvature;
      }
      return trace;
    }
  }
}
