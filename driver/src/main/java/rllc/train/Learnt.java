package rllc.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import rllc.shard.Block;

/**
 * What one learner of a warm pass ({@link RowLearner}) has made of its rows. A class, not a record:
 * it crosses the wire.
 */
public final class Learnt implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The average of the points, in original coordinates; zeros where there were too few rows. */
  final double[] theta;

  /** Of all rows that the learner has drawn: an estimate of what they stand for. */
  final double weight;

  /** Rows learnt. */
  final int rows;

  /** The same, once for each step length that learnt them. */
  final long steps;

  /**
   * By how much the weighted mean loss of the second half of the rows was lower at the average,
   * before they were learnt, than at the start.
   */
  final double gain;

  /** Rows that were not learnt, to judge by. */
  final ArrayList<Block> keptBack;

  Learnt(double[] theta, double weight, int rows, long steps, double gain, List<Block> keptBack) {
    this.theta = theta;
    this.weight = weight;
    this.rows = rows;
    this.steps = steps;
    this.gain = gain;
    this.keptBack = new ArrayList<>(keptBack);
  }
}
