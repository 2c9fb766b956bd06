package rllc.train;

import java.util.List;
import rllc.shard.Block;

/**
 * The correlation ratio of labels and groups of rows: 0 where all groups have the same mean label,
 * 1 where labels within each are alike. Of several classes the label is the vector of indicators.
 */
final class LabelGroups {
  private final double[] mean;
  private double weight;
  private double within;
  private double between;

  /**
   * @param outputs classes; 1 for numbers, 0 and 1 among them
   */
  LabelGroups(int outputs) {
    this.mean = new double[outputs];
  }

  /** Adds a group. */
  void add(List<Block> rows) {
    double[] own = new double[mean.length];
    double ownWeight = 0;
    for (Block block : rows) {
      for (int row = 0; row < block.rows(); row++) {
        double w = block.weight(row);
        ownWeight += w;
        within += w > 0 ? move(own, block.label(row), w, ownWeight) : 0;
      }
    }
    if (ownWeight > 0) {
      weight += ownWeight;
      for (int k = 0; k < own.length; k++) {
        double off = own[k] - mean[k];
        mean[k] += off * ownWeight / weight;
        between += ownWeight * off * (own[k] - mean[k]);
      }
    }
  }

  /**
   * Moves {@code mean} by a row of weight {@code w} to that of {@code weight} (Welford); returns
   * what it adds to the sum of squares around it.
   */
  private static double move(double[] mean, double label, double w, double weight) {
    double squares = 0;
    for (int k = 0; k < mean.length; k++) {
      double value = mean.length == 1 ? label : k == label ? 1 : 0;
      double off = value - mean[k];
      mean[k] += off * w / weight;
      squares += w * off * (value - mean[k]);
    }
    return squares;
  }

  /** The part of the labels' variance between the groups; 0 where all labels are alike. */
  double between() {
    double all = within + between;
    return all > 0 ? between / all : 0;
  }
}
