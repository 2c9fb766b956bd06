package rllc.train.pilot;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.shard.Block;
import rllc.shard.RowSample;
import rllc.train.linear.Coordinates;
import rllc.train.linear.GradientSource;
import rllc.train.linear.LinearObjective;

/**
 * Rows that the driver holds, drawn with importance weights from all rows: what it computes is an
 * unbiased estimate of the same mean over all rows, penalty left out, in the optimizer's
 * coordinates. Worked by all cores, summed in an order that depends on the rows alone.
 */
public final class Pilot {
  /** Additions of parts stay below this part of the entries that a product touches. */
  private static final int ENTRIES_PER_ADDITION = 4;

  private final List<Block> blocks;
  private final Kernels kernels;
  private final Loss loss;
  private final Coordinates coordinates;
  private final double weightSum;
  private final double passes;
  private final int parts;

  /**
   * @param blocks weighted by importance
   * @param weightSum of all rows of the data
   * @param dataRows rows of the data
   */
  public Pilot(
      List<Block> blocks,
      Kernels kernels,
      Loss loss,
      Coordinates coordinates,
      double weightSum,
      long dataRows) {
    this.blocks = List.copyOf(blocks);
    this.kernels = kernels;
    this.loss = loss;
    this.coordinates = coordinates;
    this.weightSum = weightSum;
    this.passes = (double) blocks.stream().mapToLong(Block::rows).sum() / dataRows;
    long entries = blocks.stream().mapToLong(Block::entries).sum();
    long byAdditions = entries / (ENTRIES_PER_ADDITION * Math.max(1L, coordinates.dimension()));
    this.parts = (int) Math.max(1, Math.min(Math.min(RowSample.PARTS, blocks.size()), byAdditions));
  }

  /** The rows of {@code sample}, drawn from those of {@code objective}. */
  public static Pilot of(LinearObjective objective, RowSample sample) {
    return of(objective, sample.blocks(objective.coordinates().features()));
  }

  /** The same rows again. */
  public static Pilot of(LinearObjective objective, List<Block> rows) {
    GradientSource source = objective.source();
    return new Pilot(
        rows,
        source.kernels(),
        objective.loss(),
        objective.coordinates(),
        source.weightSum(),
        source.rows());
  }

  /** What a product with these rows costs, in passes over the data. */
  public double passes() {
    return passes;
  }

  /** The rows, not to be changed. */
  public List<Block> blocks() {
    return blocks;
  }

  /** The mean loss's Hessian at {@code u} times {@code direction}. */
  public double[] hessianVector(double[] u, double[] direction) {
    double[] theta = coordinates.toOriginal(u);
    double[] along = coordinates.toOriginal(direction);
    double[] sum =
        sum(theta.length, (block, into) -> kernels.hessianVector(block, loss, theta, along, into));
    return mean(coordinates.gradient(sum));
  }

  /** The diagonal of the mean loss's Hessian at {@code u}. */
  public double[] diagonal(double[] u) {
    double[] theta = coordinates.toOriginal(u);
    int length = theta.length;
    double[] sum =
        sum(
            2 * length,
            (block, into) -> {
              double[] border = new double[length];
              double[] squares = new double[length];
              kernels.lossGradientDiagonal(block, loss, theta, new double[length], border, squares);
              for (int i = 0; i < length; i++) {
                into[i] += border[i];
                into[length + i] += squares[i];
              }
            });
    return mean(
        coordinates.diagonal(
            Arrays.copyOf(sum, length), Arrays.copyOfRange(sum, length, 2 * length)));
  }

  /** The rows' margins at {@code u}, a linear map: of a direction, what it changes in them. */
  public Margins margins(double[] u) {
    double[] theta = coordinates.toOriginal(u);
    int outputs = loss.outputs();
    double[][] all = new double[blocks.size()][];
    IntStream.range(0, all.length)
        .parallel()
        .forEach(
            i -> {
              all[i] = new double[blocks.get(i).rows() * outputs];
              kernels.marginsInto(blocks.get(i), outputs, theta, all[i]);
            });
    return new Margins(all);
  }

  /** Margins row by row, block by block. */
  public record Margins(double[][] blocks) {
    /** These + factor * {@code direction}. */
    public Margins plus(double factor, Margins direction) {
      double[][] sum = new double[blocks.length][];
      Arrays.setAll(
          sum,
          b -> {
            double[] part = blocks[b].clone();
            for (int i = 0; i < part.length; i++) {
              part[i] += factor * direction.blocks[b][i];
            }
            return part;
          });
      return new Margins(sum);
    }
  }

  /**
   * First and second derivative of the mean loss along a line, at the point {@code at} of it.
   *
   * @param direction margins of the line's direction
   */
  public double[] derivatives(Margins at, Margins direction) {
    double[] sums =
        inOrder(
            blocks.size(),
            2,
            b -> {
              double[] sum = new double[2];
              new LineSums(loss).addInto(blocks.get(b), at.blocks()[b], direction.blocks()[b], sum);
              return sum;
            });
    return mean(sums);
  }

  private double[] mean(double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= weightSum;
    }
    return sum;
  }

  private interface BlockSum {
    void addInto(Block block, double[] sum);
  }

  private double[] sum(int length, BlockSum function) {
    return inOrder(
        parts,
        length,
        part -> {
          double[] sum = new double[length];
          int end = (int) ((long) (part + 1) * blocks.size() / parts);
          for (int b = (int) ((long) part * blocks.size() / parts); b < end; b++) {
            function.addInto(blocks.get(b), sum);
          }
          return sum;
        });
  }

  private static double[] inOrder(int parts, int length, IntFunction<double[]> part) {
    double[][] sums = new double[parts][];
    IntStream range = IntStream.range(0, parts);
    (parts > 1 ? range.parallel() : range).forEach(p -> sums[p] = part.apply(p));
    double[] total = parts > 0 ? sums[0] : new double[length];
    for (int p = 1; p < parts; p++) {
      for (int i = 0; i < length; i++) {
        total[i] += sums[p][i];
      }
    }
    return total;
  }
}
