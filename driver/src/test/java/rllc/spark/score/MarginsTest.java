package rllc.spark.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import rllc.shard.Block;
import scala.Tuple2;

class MarginsTest {
  private static final double[] SPECIAL = {
    Double.NEGATIVE_INFINITY,
    -Double.MAX_VALUE,
    -1,
    -Double.MIN_VALUE,
    -0.0,
    0,
    Double.MIN_VALUE,
    1,
    Math.nextUp(1.0),
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NaN
  };

  /** Margins of all magnitudes, each of two labels; weight 1 + the row's number. */
  private static Margins shuffled(double[] margins) {
    double[] ones = new double[margins.length];
    double[] weights = new double[margins.length];
    for (int row = 0; row < margins.length; row++) {
      ones[row] = row % 2;
      weights[row] = 1 + row;
    }
    Block block = Block.dense(1, ones, weights, margins);
    return Margins.of(block, margins, row -> true);
  }

  private static Margins sorted(double[] margins) {
    return Margins.sorted(List.of(shuffled(margins)), 1);
  }

  private static double[] margins(int size) {
    SplittableRandom random = new SplittableRandom(7);
    double[] margins = new double[size];
    for (int i = 0; i < size; i++) {
      margins[i] =
          i % 3 == 0
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : Double.longBitsToDouble(random.nextLong());
    }
    return margins;
  }

  private static double weight(Margins margins, int i) {
    double[] sums = margins.sums(i, i + 1);
    return sums[0] + sums[1];
  }

  @Test
  void theyAreSortedAsJavaSortsDoublesAndEqualOnesKeepTheirOrder() {
    double[] values = margins(20_000);
    Integer[] rows = new Integer[values.length];
    Arrays.setAll(rows, i -> i);
    Arrays.sort(rows, Comparator.comparingDouble(row -> values[row] + 0.0));
    Margins sorted = sorted(values);
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      assertEquals(row % 2 == 1 ? 1 + row : -1 - row, weight(sorted, i), "entry " + i);
    }
  }

  @Test
  void fewAndNoMarginsAreSortedToo() {
    assertEquals(0, sorted(new double[0]).size());
    Margins equal = sorted(new double[] {2, 2, 2});
    assertEquals(-1, weight(equal, 0));
    assertEquals(2, weight(equal, 1));
    assertEquals(3, equal.endOfEqual(0));
  }

  @Test
  void mergedOnesHaveTheSumsOfEachMarginAndLabel() {
    // Weights -1, 2, -3, 4, -5, 6.
    Margins merged = sorted(new double[] {5, 2, 5, 2, 5, 3}).merged();
    double[] weights = new double[merged.size()];
    Arrays.setAll(weights, i -> weight(merged, i));
    assertArrayEquals(new double[] {6, 6, -9}, weights);
    Margins both = sorted(new double[] {1, 1, 1}).merged();
    assertEquals(2, both.size());
    assertArrayEquals(new double[] {-4, 2}, both.sums(0, 2));
  }

  @Test
  void piecesAreReadByChunksAndLieInTheirRanges() {
    double[] values = margins(5000);
    List<Block> blocks = new ArrayList<>();
    for (int from = 0; from < values.length; from += 100) {
      double[] part = Arrays.copyOfRange(values, from, from + 100);
      double[] ones = new double[100];
      Arrays.fill(ones, 1);
      blocks.add(Block.dense(1, ones, ones, part));
    }
    AtomicInteger read = new AtomicInteger();
    long[] borders = {shuffled(new double[] {-1}).key(0), shuffled(new double[] {1}).key(0)};
    MarginPieces pieces =
        new MarginPieces(
            blocks.iterator(),
            block -> {
              read.incrementAndGet();
              return Margins.of(block, block.values(), row -> true);
            },
            1,
            borders,
            250);
    double[] weights = new double[3];
    for (int taken = 0; pieces.hasNext(); taken++) {
      // Three blocks are a chunk, which is cut into three pieces.
      assertEquals(Math.min(50, 3 * (taken / 3 + 1)), read.get());
      Tuple2<Integer, Margins> piece = pieces.next();
      Margins margins = piece._2();
      weights[piece._1()] += margins.sums(0, margins.size())[1];
      assertEquals(piece._1() == 0 ? margins.size() : 0, margins.before(borders[0]));
      assertEquals(piece._1() < 2 ? margins.size() : 0, margins.before(borders[1]));
    }
    assertEquals(5000, weights[0] + weights[1] + weights[2]);
    assertEquals(Arrays.stream(values).filter(v -> v < -1).count(), weights[0]);
    assertEquals(Arrays.stream(values).filter(v -> v >= -1 && v < 1).count(), weights[1]);
  }
}
