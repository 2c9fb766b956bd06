package rllc.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RowSampleTest {
  private static final int ROWS = 400;
  private static final int FEATURES = 3;

  /** Rows (i, 0, 1 / (i + 1)), label i, weight 1 or 2; in dense or sparse blocks. */
  private static Block block(int from, int to, Precision precision) {
    BlockBuilder builder = new BlockBuilder(FEATURES);
    for (int i = from; i < to; i++) {
      builder.addDense(i, 1 + i % 2, new double[] {i, 0, 1.0 / (i + 1)});
    }
    builder.finish();
    Block block = builder.drain().get(0);
    return precision == Precision.FLOAT ? block.inFloats() : block;
  }

  private static double share(int row) {
    return 0.2 + 1.6 * row / ROWS;
  }

  /** Offers rows [from, to), fifty a block, with the keys of stream {@code seed}. */
  private static RowSample sample(int size, double limit, long seed, int from, int to) {
    RowSample sample = new RowSample(size, limit);
    for (int start = from; start < to; start += 50) {
      DrawnRows drawn = sample.draw();
      for (int i = start; i < start + 50; i++) {
        double exponential = -Math.log(1 - new SplittableRandom(seed * ROWS + i).nextDouble());
        drawn.add(i - start, exponential, share(i));
      }
      sample.take(block(start, start + 50, Precision.DOUBLE), start / 50, drawn);
    }
    return sample;
  }

  private static RowSample all(Block block, int size, double limit) {
    RowSample sample = new RowSample(size, limit);
    DrawnRows drawn = sample.draw();
    for (int row = 0; row < block.rows(); row++) {
      drawn.add(row, 0.5, 1);
    }
    sample.take(block, 0, drawn);
    return sample;
  }

  private static double weightSum(RowSample sample) {
    double sum = 0;
    for (Block block : sample.blocks(FEATURES, 64)) {
      sum += block.weightSum();
    }
    return sum;
  }

  @Test
  void estimatesAreUnbiased() {
    // A size that cuts, and one that leaves it to the limit.
    for (int size : new int[] {30, ROWS}) {
      double limit = size == ROWS ? 0.1 : 10;
      int draws = 3000;
      double sum = 0;
      double squares = 0;
      for (int seed = 0; seed < draws; seed++) {
        double estimate = weightSum(sample(size, limit, seed, 0, ROWS));
        sum += estimate / draws;
        squares += estimate * estimate / draws;
      }
      double error = Math.sqrt((squares - sum * sum) / draws);
      assertEquals(1.5 * ROWS, sum, 4 * error, "size " + size);
      assertTrue(error < 0.02 * ROWS);
    }
  }

  @Test
  void anyOrderOfMergingGivesTheSameRows() {
    for (double limit : new double[] {0.05, 10}) {
      RowSample forth = new RowSample(25, limit);
      RowSample back = new RowSample(25, limit);
      for (int part = 0; part < 8; part++) {
        forth.merge(sample(25, limit, 5, 50 * part, 50 * part + 50));
        back.merge(sample(25, limit, 5, 350 - 50 * part, 400 - 50 * part));
      }
      List<Block> whole = sample(25, limit, 5, 0, ROWS).blocks(FEATURES, 10);
      for (RowSample other : List.of(forth, back)) {
        List<Block> blocks = other.blocks(FEATURES, 10);
        assertEquals(whole.size(), blocks.size());
        for (int b = 0; b < whole.size(); b++) {
          assertArrayEquals(whole.get(b).labels(), blocks.get(b).labels());
          assertArrayEquals(whole.get(b).weights(), blocks.get(b).weights());
          assertArrayEquals(whole.get(b).values(), blocks.get(b).values());
        }
      }
    }
  }

  @Test
  void neverMoreRowsThanAsked() {
    RowSample sample = sample(25, 1e9, 1, 0, ROWS);
    assertEquals(25, sample.count());
    List<Block> blocks = sample.blocks(FEATURES, 10);
    assertEquals(25, blocks.stream().mapToInt(Block::rows).sum());
    assertTrue(blocks.stream().allMatch(block -> block.rows() <= 10));
    sample.clear();
    assertEquals(0, sample.count());
    assertEquals(0, sample.blocks(FEATURES, 10).size());
  }

  @Test
  void rowsKeepTheirContentAndLayout() {
    for (Precision precision : Precision.values()) {
      Block block = block(1, 20, precision);
      Block copy = all(block, 100, 1e9).blocks(FEATURES, 100).get(0);
      assertEquals(block.precision(), copy.precision());
      assertEquals(block.isDense(), copy.isDense());
      assertArrayEquals(block.values(), copy.values());
      assertArrayEquals(block.labels(), copy.labels());
      // A limit that lets all rows in leaves their weights alone.
      assertArrayEquals(block.weights(), copy.weights());
    }
    BlockBuilder ones = new BlockBuilder(100);
    ones.addSparse(1, 1, new int[] {3, 8}, new double[] {1, 1});
    ones.finish();
    assertTrue(all(ones.drain().get(0), 1, 1).blocks(100, 8).get(0).isOnes());
  }

  @Test
  void serialisationKeepsTheRows() throws Exception {
    RowSample sample = sample(25, 1e9, 1, 0, ROWS);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sample);
    }
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    RowSample copy = (RowSample) in.readObject();
    for (int b = 0; b < 3; b++) {
      Block expected = sample.blocks(FEATURES, 10).get(b);
      Block got = copy.blocks(FEATURES, 10).get(b);
      assertArrayEquals(expected.labels(), got.labels());
      assertArrayEquals(expected.weights(), got.weights());
      assertArrayEquals(expected.values(), got.values());
    }
  }

  @Test
  void badArgumentsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RowSample(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new RowSample(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new RowSample(1, Double.NaN));
  }
}
