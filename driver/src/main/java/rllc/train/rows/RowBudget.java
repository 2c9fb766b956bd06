package rllc.train.rows;

import rllc.settings.Tuning;

/** How many rows small steps learn: decided by counts of the data alone, never by a clock. */
public final class RowBudget {
  /** Passes that learning all rows counts as, the search for a step length included. */
  public static final double WARM_PASSES = 1 + 1 / 6.0;

  /** Of fewer rows nothing is learnt. */
  private static final int LEAST_ALONE = 16;

  /**
   * Numbers that the points of a population of batches (rllc.train.batch.Race) are at most: each
   * step takes all of them to the executors and as many back, however few rows it looks at.
   */
  static final long MOST_POPULATION = 1 << 22;

  /** Members of such a population, with a point and an average each. */
  private static final long POPULATION = 2 * 9;

  private RowBudget() {}

  /**
   * Rows of a learner of a warm pass, of {@code rows} with {@code entries} stored entries: all as
   * long as that is little work.
   */
  public static int warm(long rows, long entries, int outputs) {
    long most = Math.min(Tuning.WARM_ENTRIES.count(), Tuning.WARM_WORK.count() / outputs);
    double byEntries = (double) most * rows / Math.max(1, entries);
    return (int) Math.min(Math.min(rows, Tuning.WARM_ROWS.count()), byEntries);
  }

  /**
   * Rows that small steps learn in the place of batches where {@code passes} passes are allowed,
   * too few for a step that looks at all rows; 0 where batches are better. After one Spark job they
   * are as near to the optimum as batches after some hundred, or nearer (docs/benchmarks.md), as
   * long as the driver can hold the rows; where the points of batches are large, in any case.
   *
   * @param parameters of the model
   */
  public static int alone(double passes, long rows, long entries, int outputs, long parameters) {
    double wanted = Math.min(1, passes / WARM_PASSES) * rows;
    double most = Math.min(Tuning.ALONE_ENTRIES.count(), Tuning.ALONE_WORK.count() / outputs);
    double fit = most * rows / (entries + Tuning.ALONE_ROW.count() * rows);
    boolean wide = POPULATION * parameters > MOST_POPULATION;
    double alone = wanted <= fit || wide ? Math.min(wanted, fit) : 0;
    return alone >= LEAST_ALONE ? (int) alone : 0;
  }
}
