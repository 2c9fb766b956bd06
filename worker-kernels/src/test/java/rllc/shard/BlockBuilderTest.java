package rllc.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockBuilderTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.02, 0.3, 0.66, 0.7, 1})
  void packedRowsAreTheRowsGivenHoweverTheyWereGiven(double density) {
    double[][] rows = rows(3000, 37, density, 5);
    List<Block> fromDense = pack(rows, row -> true);
    assertRows(rows, fromDense);
    for (List<Block> other : List.of(pack(rows, row -> false), pack(rows, row -> row % 3 == 0))) {
      assertEquals(fromDense.size(), other.size());
      for (int b = 0; b < other.size(); b++) {
        assertEquals(fromDense.get(b).isDense(), other.get(b).isDense());
        assertArrayEquals(fromDense.get(b).values(), other.get(b).values());
        assertArrayEquals(fromDense.get(b).indices(), other.get(b).indices());
        assertArrayEquals(fromDense.get(b).rowStarts(), other.get(b).rowStarts());
      }
    }
  }

  @Test
  void rowsOfMixedDensityKeepTheirOrder() {
    Random random = new Random(1);
    double[][] rows = new double[900][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = rows(1, 50, random.nextInt(40) == 0 ? 0.1 : 0.9, i)[0];
    }
    List<Block> blocks = pack(rows, row -> row % 2 == 0);
    assertRows(rows, blocks);
    assertTrue(blocks.stream().allMatch(Block::isDense), "the odd sparse row changes no layout");
  }

  @Test
  void layoutFollowsDensity() {
    Block dense = pack(rows(100, 60, 0.77, 1), row -> true).get(0);
    assertTrue(dense.isDense());
    Block sparse = pack(rows(100, 60, 0.57, 1), row -> true).get(0);
    assertFalse(sparse.isDense() || sparse.isOnes());
    for (Block block : List.of(dense, sparse)) {
      Block floats = block.inFloats();
      assertEquals(Precision.FLOAT, floats.precision());
      assertEquals(block.valueBytes(), 2 * floats.valueBytes());
      assertSame(floats, floats.inFloats());
    }
  }

  @Test
  void onesAreStoredAsIndicesAlone() {
    double[] one = {1, 1};
    BlockBuilder builder = new BlockBuilder(9);
    builder.addSparse(1, 1, new int[] {2, 8}, one);
    builder.addDense(0, 1, new double[] {0, 1, 0, 0, 0, 0, 0, 0, 0});
    builder.finish();
    Block block = builder.drain().get(0);
    assertTrue(block.isOnes());
    assertNull(block.storedValues());
    assertArrayEquals(new int[] {2, 8, 1}, block.indices());
    assertArrayEquals(new double[] {1, 1, 1}, block.values());

    builder.addSparse(1, 1, new int[] {2, 8}, new double[] {1, 1.5});
    builder.finish();
    assertFalse(builder.drain().get(0).isOnes());
  }

  @Test
  void floatsAreRoundedOnceAndMustFit() {
    BlockBuilder builder = new BlockBuilder(2);
    builder.addDense(1, 1, new double[] {0.1, Double.POSITIVE_INFINITY});
    builder.finish();
    Block block = builder.drain().get(0).inFloats();
    assertArrayEquals(new float[] {0.1f, Float.POSITIVE_INFINITY}, (float[]) block.storedValues());
    assertArrayEquals(new double[] {0.1f, Double.POSITIVE_INFINITY}, block.values());

    builder.addDense(1, 1, new double[] {1, 1e39});
    builder.finish();
    Block large = builder.drain().get(0);
    Exception e = assertThrows(IllegalArgumentException.class, large::inFloats);
    assertTrue(e.getMessage().endsWith("got 1.0E39 in feature 1"), e.getMessage());
  }

  /** A hundred thousand wide sparse rows: blocks hold what the rows hold, nothing per column. */
  @Test
  void wideSparseRowsStaySmall() {
    int features = 10_000_000;
    BlockBuilder builder = new BlockBuilder(features);
    int[] indices = {3, 5_000_000, features - 1};
    double[] values = {1, -2, 0.5};
    int rows = 0;
    for (int i = 0; i < 100_000; i++) {
      builder.addSparse(1, 1, indices, values);
      for (Block block : builder.drain()) {
        assertFalse(block.isDense());
        assertTrue(block.entries() * 12 <= 448 * 1024 + 36 && block.rows() <= 8192);
        rows += block.rows();
      }
    }
    builder.finish();
    assertEquals(100_000, rows + builder.drain().get(0).rows());
  }

  @Test
  void weightsAreKeptOnlyWhereTheyDiffer() {
    BlockBuilder builder = new BlockBuilder(1);
    builder.addDense(1, 1, new double[] {2});
    builder.finish();
    builder.addDense(1, 0.5, new double[] {2});
    builder.addDense(1, 1, new double[] {2});
    builder.finish();
    List<Block> blocks = builder.drain();
    assertNull(blocks.get(0).weights());
    assertEquals(1, blocks.get(0).weightSum());
    assertArrayEquals(new double[] {0.5, 1}, blocks.get(1).weights());
    assertEquals(1.5, blocks.get(1).weightSum());
  }

  @Test
  void badRowsAreRefusedWhenTheyAreAdded() {
    BlockBuilder builder = new BlockBuilder(3);
    for (int[] indices : new int[][] {{-1, 1}, {1, 1}, {2, 1}, {1, 3}}) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> builder.addSparse(1, 1, indices, new double[] {1, 1}))
              .getMessage();
      assertTrue(message.startsWith("`indices` must ascend within [0, 3), got "), message);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.addSparse(1, 1, new int[] {1}, new double[] {1, 1}));
    assertThrows(IllegalArgumentException.class, () -> builder.addDense(1, 1, new double[] {1, 1}));
    assertThrows(IllegalArgumentException.class, () -> new BlockBuilder(-1));
    builder.finish();
    assertEquals(0, builder.drain().size());
  }

  private static double[][] rows(int rows, int features, double density, long seed) {
    Random random = new Random(seed);
    double[][] x = new double[rows][features];
    for (double[] row : x) {
      for (int j = 0; j < features; j++) {
        row[j] = random.nextDouble() < density ? random.nextGaussian() : 0;
      }
    }
    return x;
  }

  private static List<Block> pack(double[][] rows, java.util.function.IntPredicate dense) {
    BlockBuilder builder = new BlockBuilder(rows[0].length);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      double[] x = rows[i];
      if (dense.test(i)) {
        builder.addDense(i, 1 + i % 2, x);
      } else {
        int[] indices = IntStream.range(0, x.length).filter(j -> x[j] != 0).toArray();
        double[] values = IntStream.of(indices).mapToDouble(j -> x[j]).toArray();
        builder.addSparse(i, 1 + i % 2, indices, values);
      }
      blocks.addAll(builder.drain());
    }
    builder.finish();
    blocks.addAll(builder.drain());
    return blocks;
  }

  private static void assertRows(double[][] rows, List<Block> blocks) {
    int i = 0;
    for (Block block : blocks) {
      double[] values = block.values();
      for (int row = 0; row < block.rows(); row++, i++) {
        double[] x = new double[block.features()];
        if (block.isDense()) {
          System.arraycopy(values, row * x.length, x, 0, x.length);
        } else {
          for (int k = block.rowStarts()[row]; k < block.rowStarts()[row + 1]; k++) {
            x[block.indices()[k]] = values[k];
          }
        }
        assertArrayEquals(rows[i], x);
        assertEquals(i, block.label(row));
        assertEquals(1 + i % 2, block.weight(row));
      }
    }
    assertEquals(rows.length, i);
  }
}
