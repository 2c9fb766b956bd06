package rllc.train.batch;

import java.util.SplittableRandom;
import rllc.shard.Hashing;
import rllc.train.objective.Batch;

/**
 * Which rows each step looks at: an epoch shows every row once before any is shown twice. A
 * function of (seed, step) and of the blocks alone.
 *
 * <p>An epoch of T batches cuts every block into parts, so many that a batch has 16 of them from
 * different blocks (from all blocks where there are fewer), but none below one row. The parts are
 * dealt in rounds, the c-th round dealing part c of every block in an order of its own; batches are
 * cut from the deal. The blocks of a round are drawn in turn from 16 stretches of the data, so that
 * rows in an order, by label or by time, are spread over each batch: it is a sample of stretches at
 * least, and of all rows where a stretch is one block. Blocks that are shown whole (large batches
 * of large data) keep the order within them: there a batch is a sample of runs of rows, and {@code
 * data.order = content} makes those random too.
 */
public final class BatchPlan {
  /** Parts of different blocks in a batch, where blocks suffice. */
  private static final int SPREAD = 16;

  private final int blocks;
  private final long rows;
  private final long seed;
  private final int steps;
  private final int parts;
  private long round = -1;
  private int[] deal;

  /**
   * @param blocks of the data, at least 1
   * @param rows of the data
   * @param batchRows wanted in a batch, at least 1; a batch has about so many
   */
  public BatchPlan(int blocks, long rows, double batchRows, long seed) {
    if (!(batchRows >= 1)) {
      throw new IllegalArgumentException(
          "`optimizer.batch` must be at least one row, got " + batchRows);
    }
    this.blocks = blocks;
    this.rows = rows;
    this.seed = seed;
    long wanted = Math.max(1, Math.round(rows / batchRows));
    long cuts = (long) Math.ceil((double) Math.min(SPREAD, blocks) * wanted / blocks);
    this.parts = (int) Math.max(1, Math.min(cuts, rows / blocks));
    this.steps = (int) Math.min(wanted, (long) blocks * parts);
    if (wanted == 1) {
      throw new IllegalArgumentException(
          "`optimizer.batch` must be full or at most two thirds of the "
              + rows
              + " rows, got "
              + batchRows);
    }
  }

  /** Batches in an epoch. */
  public int steps() {
    return steps;
  }

  /** Rows of a batch, on average. */
  public double batchRows() {
    return (double) rows / steps;
  }

  /** The rows of step {@code step}, 0, 1, ... */
  public Batch batch(long step) {
    long epoch = step / steps;
    long inEpoch = step % steps;
    long all = (long) blocks * parts;
    long from = inEpoch * all / steps;
    int size = (int) ((inEpoch + 1) * all / steps - from);
    long[] units = new long[size];
    for (int i = 0; i < size; i++) {
      long part = (from + i) / blocks;
      units[i] = (long) dealt(epoch * parts + part)[(int) ((from + i) % blocks)] * parts + part;
    }
    return Batch.of(units, parts, Hashing.of(seed, epoch));
  }

  /** All blocks, in turn from each stretch, in the order of round {@code number}. */
  private int[] dealt(long number) {
    if (number != round) {
      SplittableRandom random = new SplittableRandom(Hashing.of(Hashing.of(seed), number));
      int stretches = Math.min(SPREAD, blocks);
      int[][] shuffled = new int[stretches][];
      for (int s = 0; s < stretches; s++) {
        int first = (int) ((long) s * blocks / stretches);
        shuffled[s] = shuffled(first, (int) ((s + 1L) * blocks / stretches), random);
      }
      int[] turn = shuffled(0, stretches, random);
      deal = new int[blocks];
      int at = 0;
      for (int i = 0; at < blocks; i++) {
        for (int s : turn) {
          if (i < shuffled[s].length) {
            deal[at++] = shuffled[s][i];
          }
        }
      }
      round = number;
    }
    return deal;
  }

  private static int[] shuffled(int from, int to, SplittableRandom random) {
    int[] numbers = new int[to - from];
    for (int i = 0; i < numbers.length; i++) {
      int j = random.nextInt(i + 1);
      numbers[i] = numbers[j];
      numbers[j] = from + i;
    }
    return numbers;
  }
}
