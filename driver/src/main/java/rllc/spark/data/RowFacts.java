package rllc.spark.data;

import java.util.function.Supplier;
import rllc.shard.Moments;
import rllc.spark.input.UnseenClasses;

/** What is known of packed rows as they were given, however they are stored. */
final class RowFacts {
  private final BlockTotals totals;
  private final BlockJoins joins;
  private final long skippedRows;
  private final UnseenClasses unseen;
  private final String[] featureNames;
  private Moments moments;

  /**
   * @param joins of the blocks as packed
   * @param featureNames null if the table has none
   */
  RowFacts(
      BlockTotals totals,
      BlockJoins joins,
      long skippedRows,
      UnseenClasses unseen,
      String[] featureNames) {
    this.totals = totals;
    this.joins = joins;
    this.skippedRows = skippedRows;
    this.unseen = unseen;
    this.featureNames = featureNames;
  }

  /** The same rows with other labels, of which there are no moments yet. */
  RowFacts relabelled() {
    return new RowFacts(totals, joins, skippedRows, unseen, featureNames);
  }

  BlockTotals totals() {
    return totals;
  }

  BlockJoins joins() {
    return joins;
  }

  long skippedRows() {
    return skippedRows;
  }

  UnseenClasses unseen() {
    return unseen;
  }

  /** Null if the table has none. */
  String[] featureNames() {
    return featureNames;
  }

  /** Feature {@code j} for people: its number, and its name if the table has one. */
  String featureName(int j) {
    return "feature " + j + (featureNames == null ? "" : " (" + featureNames[j] + ")");
  }

  /** The moments; {@code pass} makes them once, whoever asks first. */
  synchronized Moments moments(Supplier<Moments> pass) {
    if (moments == null) {
      moments = pass.get();
    }
    return moments;
  }
}
