package rllc.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedBlocksTest {
  private static final Block ONE =
      Block.dense(2, new double[] {1, 0}, null, new double[] {0.1, 2, 3, 4});

  @Test
  void rowsFollowEachOther() {
    Block two = Block.dense(2, new double[] {1}, null, new double[] {5, 0.7});
    Block pair = JoinedBlocks.of(List.of(ONE, two));
    assertArrayEquals(new double[] {1, 0, 1}, pair.labels());
    assertArrayEquals(new float[] {0.1f, 2, 3, 4, 5, 0.7f}, (float[]) pair.storedValues());
    assertNull(pair.weights());
    assertEquals(2, pair.features());
    assertEquals(two.inFloats().label(0), JoinedBlocks.of(List.of(two)).label(0));
  }

  @Test
  void aRowOfABlockWithoutWeightsWeighsOne() {
    Block two = Block.dense(2, new double[] {1}, new double[] {0.5}, new double[] {5, 6});
    assertArrayEquals(new double[] {1, 1, 0.5}, JoinedBlocks.of(List.of(ONE, two)).weights());
    assertArrayEquals(new double[] {0.5, 1, 1}, JoinedBlocks.of(List.of(two, ONE)).weights());
  }

  @Test
  void fourFullBlocksFit() {
    BlockBuilder builder = new BlockBuilder(200);
    double[] x = new double[200];
    Arrays.fill(x, 1.5);
    while (!builder.hasFinished()) {
      builder.addDense(1, 1, x);
    }
    Block full = builder.drain().get(0);
    assertTrue(JoinedBlocks.fits(4 * full.rows(), 4 * full.entries()));
    assertFalse(JoinedBlocks.fits(5 * full.rows(), 5 * full.entries()));
    assertFalse(JoinedBlocks.fits(10_000, 10_000), "too many rows");
  }

  @Test
  void otherBlocksAreRefused() {
    Block sparse =
        Block.sparse(2, new double[] {1}, null, new int[] {0, 1}, new int[] {1}, new double[] {7});
    Block wider = Block.dense(3, new double[] {1}, null, new double[] {1, 2, 3});
    for (Block other : new Block[] {sparse, wider}) {
      assertThrows(IllegalArgumentException.class, () -> JoinedBlocks.of(List.of(ONE, other)));
    }
    Block large = Block.dense(2, new double[] {1}, null, new double[] {1, 1e39});
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> JoinedBlocks.of(List.of(ONE, large)));
    assertTrue(e.getMessage().endsWith("got 1.0E39 in feature 1"), e.getMessage());
  }
}
