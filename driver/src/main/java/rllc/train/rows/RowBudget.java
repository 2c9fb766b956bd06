package rllc.train.rows;

/** How many rows small steps learn: decided by counts of the data alone, never by a clock. */
public final class RowBudget {
  /**
   * Rows of a learner of a warm pass at most, and their stored entries: bringing and learning them
   * takes about as long as two or three empty jobs. With more it saved more passes of large data,
   * but cost more than those.
   */
  static final long MOST_WARM_ROWS = 20_000;

  static final long MOST_WARM_ENTRIES = 1_000_000;

  /** The same times outputs: a tenth of a second of one core. */
  static final long MOST_WARM_WORK = 8_000_000;

  /** Passes that learning all rows counts as, the search for a step length included. */
  public static final double WARM_PASSES = 1 + 1 / 6.0;

  /**
   * Entries of the rows that small steps learn where they are all that a run may do, a row counted
   * as four more: some two hundred megabytes on the driver and three seconds of one core ...
   */
  static final long MOST_ALONE_ENTRIES = 18_000_000;

  private static final long ENTRIES_OF_A_ROW = 4;

  /** ... and the same times outputs. */
  static final long MOST_ALONE_WORK = 120_000_000;

  /** Of fewer rows nothing is learnt. */
  private static final int LEAST_ALONE = 16;

  /**
   * Numbers that the points of a population of batches (rllc.train.batch.BatchTraining) are at
   * most: each step takes all of them to the executors and as many back, however few rows it looks
   * at.
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
    long most = Math.min(MOST_WARM_ENTRIES, MOST_WARM_WORK / outputs);
    double byEntries = (double) most * rows / Math.max(1, entries);
    return (int) Math.min(Math.min(rows, MOST_WARM_ROWS), byEntries);
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
    double most = Math.min(MOST_ALONE_ENTRIES, MOST_ALONE_WORK / outputs);
    double fit = most * rows / (entries + ENTRIES_OF_A_ROW * rows);
    boolean wide = POPULATION * parameters > MOST_POPULATION;
    double alone = wanted <= fit || wide ? Math.min(wanted, fit) : 0;
    return alone >= LEAST_ALONE ? (int) alone : 0;
  }
}
