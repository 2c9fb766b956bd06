package rllc.spark.input;

import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import rllc.settings.DataSettings.BadRows;

/** Counts of rows by what they are: good or left out, of how many features, and why. */
public final class RowTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** So many reasons are shown. */
  private static final int SHOWN = 3;

  private long good;
  private long unseenRows;
  private double unseenWeight;

  /** Rows left out, by what they must be. */
  private final TreeMap<String, Long> skipped = new TreeMap<>();

  /** Rows that have a vector, by its size. */
  private final TreeMap<Integer, Long> sizes = new TreeMap<>();

  /** The sizes of vectors that were packed. */
  private final TreeSet<Integer> packedSizes = new TreeSet<>();

  /** Rows of one size in a row, which are not among {@link #sizes} yet: no box for each row. */
  private int runSize = -1;

  private long run;
  private int lastPacked = -1;

  /** A good row of {@code features} features. */
  void good(int features) {
    good++;
    if (features != lastPacked) {
      packedSizes.add(features);
      lastPacked = features;
    }
  }

  /** A held-out row of a class that no training row has. */
  void unseen(double weight) {
    unseenRows++;
    unseenWeight += weight;
  }

  /** Those of all rows. */
  public UnseenClasses unseen() {
    return new UnseenClasses(unseenRows, unseenWeight);
  }

  /** The size of a row's vector; -1 without one, which does not count. */
  void size(int features) {
    if (features != runSize) {
      endRun();
      runSize = features;
    }
    run++;
  }

  private TreeMap<Integer, Long> endRun() {
    if (runSize >= 0 && run > 0) {
      sizes.merge(runSize, run, Long::sum);
    }
    run = 0;
    return sizes;
  }

  /** A row left out for {@code complaint}. */
  void skipped(String complaint) {
    int value = complaint.indexOf(", got ");
    skipped.merge(value < 0 ? complaint : complaint.substring(0, value), 1L, Long::sum);
  }

  /** Adds the rows of {@code other}, if there is any. */
  public void add(RowTally other) {
    if (other != null) {
      good += other.good;
      unseenRows += other.unseenRows;
      unseenWeight += other.unseenWeight;
      other.skipped.forEach((reason, rows) -> skipped.merge(reason, rows, Long::sum));
      other.endRun().forEach((size, rows) -> sizes.merge(size, rows, Long::sum));
      packedSizes.addAll(other.packedSizes);
    }
  }

  /** Rows left out. */
  public long skipped() {
    return skipped.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The number of features that most rows have, the larger of two; 0 without a vector. */
  public int mostFeatures() {
    return endRun().entrySet().stream()
        .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  /**
   * Whether rows that were packed with the number of features of their partition's first row must
   * be packed again with that of most rows: if a row of another number was packed, or if one is to
   * be blamed.
   */
  public boolean isRagged(BadRows badRows) {
    boolean others = packedSizes.stream().anyMatch(size -> size != mostFeatures());
    return others || badRows == BadRows.FAIL && endRun().size() > 1;
  }

  /**
   * Refuses to go on without most rows.
   *
   * @throws BadInputException if more than half of the rows are left out; it tells the three most
   *     frequent reasons
   */
  public void check() {
    if (skipped() > good) {
      throw new BadInputException(
          String.format(
              "at least half of the rows must be good, got %,d of %,d: %s",
              good,
              good + skipped(),
              skipped.entrySet().stream()
                  .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                  .limit(SHOWN)
                  .map(entry -> String.format("%s (%,d rows)", entry.getKey(), entry.getValue()))
                  .collect(joining("; "))));
    }
  }
}
