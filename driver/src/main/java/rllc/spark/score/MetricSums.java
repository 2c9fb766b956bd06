package rllc.spark.score;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Weighted sums over scored rows from which metrics are made, and margins where they are kept. */
final class MetricSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private double weight;
  private double loss;
  private double correct;
  private double absolute;
  private double squares;
  private final ArrayList<Margins> margins = new ArrayList<>();

  /** The weighted loss of several rows. */
  void addLoss(double lossSum) {
    loss += lossSum;
  }

  /**
   * All else of one row, whose margins begin at {@code from}.
   *
   * @param mean that the model expects of the label
   */
  void addRow(
      double[] margins, int from, int outputs, double mean, double label, double rowWeight) {
    weight += rowWeight;
    correct += rowWeight * (predicted(margins, from, outputs) == label ? 1 : 0);
    double error = mean - label;
    absolute += rowWeight * Math.abs(error);
    squares += rowWeight * error * error;
  }

  void addMargins(Margins more) {
    margins.add(more);
  }

  /** The class of probability above 1/2, or the first of the largest margin. */
  static int predicted(double[] margins, int from, int outputs) {
    if (outputs == 1) {
      return margins[from] > 0 ? 1 : 0;
    }
    int top = 0;
    for (int k = 1; k < outputs; k++) {
      top = margins[from + k] > margins[from + top] ? k : top;
    }
    return top;
  }

  void merge(MetricSums other) {
    weight += other.weight;
    loss += other.loss;
    correct += other.correct;
    absolute += other.absolute;
    squares += other.squares;
    margins.addAll(other.margins);
  }

  void clear() {
    weight = 0;
    loss = 0;
    correct = 0;
    absolute = 0;
    squares = 0;
    margins.clear();
  }

  List<Margins> margins() {
    return margins;
  }

  double weight() {
    return weight;
  }

  double loss() {
    return loss;
  }

  double correct() {
    return correct;
  }

  double absolute() {
    return absolute;
  }

  /** Of errors, weighted. */
  double squares() {
    return squares;
  }
}
