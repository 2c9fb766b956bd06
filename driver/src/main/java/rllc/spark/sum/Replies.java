package rllc.spark.sum;

import org.apache.spark.SparkContext;

/**
 * How the sums of tasks reach the driver. None of its answers changes a bit of the result.
 *
 * @param bytes of one sum
 * @param limit bytes of all sums that the driver takes in a job
 */
record Replies(long bytes, long limit) {
  /** Up to so many sums go straight to the driver; an in-between stage costs more than it saves. */
  private static final int DIRECT = 16;

  /** Bytes of sums that one executor's task merges at a time. */
  private static final long MERGED_BYTES = 256L << 20;

  private static final String SETTING = "spark.driver.maxResultSize";

  /** What a sum has beside its numbers, at most. */
  private static final long HEADER_BYTES = 64 << 10;

  /**
   * Replies of sums of {@code length} numbers. All of them together take at most half of what Spark
   * allows for a job ({@code spark.driver.maxResultSize}; rows may ride along) and a quarter of the
   * driver's memory.
   *
   * @throws IllegalArgumentException if one alone is larger than Spark allows
   */
  static Replies of(long length, SparkContext context) {
    long bytes = length * Double.BYTES + HEADER_BYTES;
    long allowed = context.getConf().getSizeAsBytes(SETTING, "1g");
    if (allowed > 0 && bytes > allowed) {
      throw new IllegalArgumentException(
          String.format(
              "`%s` must be at least %d MiB for sums of %,d numbers of 8 bytes, got %d KiB",
              SETTING, (bytes >> 20) + 1, length, allowed >> 10));
    }
    long memory = Runtime.getRuntime().maxMemory() / 4;
    return new Replies(bytes, allowed > 0 ? Math.min(allowed / 2, memory) : memory);
  }

  /** Whether {@code count} sums go to the driver as they are. */
  boolean goStraight(int count) {
    return count <= 1 || count <= DIRECT && count * bytes <= limit;
  }

  /** Sums that go to the driver once those of {@code tasks} tasks are merged; a power of two. */
  int width(int tasks) {
    int wanted =
        tasks <= DIRECT ? tasks : Math.max(DIRECT, Integer.highestOneBit((int) Math.sqrt(tasks)));
    return Integer.highestOneBit((int) Math.max(1, Math.min(wanted, limit / bytes)));
  }

  /** Sums that one task on an executor merges; a power of two, at least 2. */
  int fan() {
    return Integer.highestOneBit((int) Math.max(2, Math.min(256, MERGED_BYTES / bytes)));
  }
}
