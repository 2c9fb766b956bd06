package rllc.spark;

/** What to do with a row that cannot be trained on; setting {@code data.badRows}. */
public enum BadRows {
  /** Stop and name the row. */
  FAIL,
  /** Leave it out; left-out rows are counted and reported. */
  SKIP
}
