package rllc.spark;

import java.io.Serializable;
import rllc.shard.MarginLoss;

/** Weighted sums over scored rows from which metrics are made. */
final class MetricSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private double weight;
  private double loss;
  private double correct;
  private double absolute;
  private double labels;
  private double labelSquares;

  void add(MarginLoss family, double margin, double label, double rowWeight) {
    weight += rowWeight;
    loss += rowWeight * family.value(margin, label);
    correct += rowWeight * ((margin > 0) == (label > 0.5) ? 1 : 0);
    absolute += rowWeight * Math.abs(margin - label);
    labels += rowWeight * label;
    labelSquares += rowWeight * label * label;
  }

  void merge(MetricSums other) {
    weight += other.weight;
    loss += other.loss;
    correct += other.correct;
    absolute += other.absolute;
    labels += other.labels;
    labelSquares += other.labelSquares;
  }

  void clear() {
    weight = 0;
    loss = 0;
    correct = 0;
    absolute = 0;
    labels = 0;
    labelSquares = 0;
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

  double labels() {
    return labels;
  }

  double labelSquares() {
    return labelSquares;
  }
}
