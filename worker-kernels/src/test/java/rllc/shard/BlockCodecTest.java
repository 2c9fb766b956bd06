package rllc.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockCodecTest {
  /** More numbers than one chunk holds, special ones among them. */
  private static double[] numbers(int count) {
    double[] numbers = new SplittableRandom(count).doubles(count).toArray();
    numbers[0] = -0.0;
    numbers[count / 2] = Double.MIN_VALUE;
    numbers[count - 1] = -1e300;
    return numbers;
  }

  static Stream<Block> blocks() {
    int rows = 30_000;
    int[] starts = new int[rows + 1];
    int[] indices = new int[2 * rows];
    for (int row = 0; row < rows; row++) {
      starts[row + 1] = 2 * row + 2;
      indices[2 * row] = row % 5;
      indices[2 * row + 1] = 5 + row % 4;
    }
    Block dense = Block.dense(3, numbers(rows), numbers(rows), numbers(3 * rows));
    Block sparse = Block.sparse(9, numbers(rows), null, starts, indices, numbers(2 * rows));
    double[] small = {0.1, -3};
    return Stream.of(
        dense,
        sparse,
        Block.ones(9, numbers(rows), numbers(rows), starts, indices),
        Block.dense(2, new double[] {1}, null, small).inFloats(),
        Block.sparse(9, new double[] {1}, null, new int[] {0, 2}, new int[] {3, 8}, small)
            .inFloats(),
        Block.dense(0, new double[] {1, 2}, null, new double[0]));
  }

  private static byte[] bytes(Block block) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BlockCodec.write(block, new DataOutputStream(out));
    return out.toByteArray();
  }

  private static void assertSame(Block expected, Block block) {
    assertEquals(expected.features(), block.features());
    assertEquals(expected.isDense(), block.isDense());
    assertEquals(expected.isOnes(), block.isOnes());
    assertEquals(expected.precision(), block.precision());
    assertArrayEquals(expected.rowStarts(), block.rowStarts());
    assertArrayEquals(expected.indices(), block.indices());
    for (List<double[]> pair :
        List.of(
            Arrays.asList(expected.labels(), block.labels()),
            Arrays.asList(expected.weights(), block.weights()),
            Arrays.asList(expected.values(), block.values()))) {
      // Arrays.equals compares bits: 0.0 is not -0.0.
      assertTrue(Arrays.equals(pair.get(0), pair.get(1)));
    }
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void blocksComeBackBitForBit(Block block) throws Exception {
    byte[] bytes = bytes(block);
    assertEquals(BlockCodec.bytes(block), bytes.length);
    assertSame(block, BlockCodec.read(new DataInputStream(new ByteArrayInputStream(bytes))));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void javasSerialisationWritesTheSameBytes(Block block) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(block);
    }
    long bytes = BlockCodec.bytes(block);
    assertTrue(out.size() < 1.01 * bytes + 100, out.size() + " for " + bytes);
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      assertSame(block, (Block) in.readObject());
    }
  }

  @Test
  void bytesThatEndTooEarlyOrMakeNoBlockAreRefused() throws Exception {
    byte[] bytes =
        bytes(
            Block.sparse(
                9, new double[1], null, new int[] {0, 1}, new int[] {3}, new double[] {5}));
    assertThrows(
        EOFException.class,
        () ->
            BlockCodec.read(
                new DataInputStream(new ByteArrayInputStream(bytes, 0, bytes.length - 1))));
    bytes[0] = 2;
    assertThrows(
        IllegalArgumentException.class,
        () -> BlockCodec.read(new DataInputStream(new ByteArrayInputStream(bytes))));
  }

  /** Rows, entries or the width of a value may be damaged; none asks for memory first. */
  @Test
  void aDamagedHeaderIsRefused() throws Exception {
    Block block =
        Block.sparse(9, new double[1], null, new int[] {0, 1}, new int[] {3}, new double[] {5});
    byte[] whole = bytes(block);
    assertSame(
        block, BlockCodec.read(new DataInputStream(new ByteArrayInputStream(whole)), whole.length));
    assertRefused(whole, 7, 0x7f, "a block must have all its bytes, got 43 of");
    assertRefused(whole, 11, 0x7f, "a block must have all its bytes, got 43 of");
    assertRefused(whole, 7, 0xff, "got -16777215 rows");
    assertRefused(whole, 13, 3, "values of 3 bytes");
  }

  private static void assertRefused(byte[] whole, int at, int value, String why) {
    byte[] bytes = whole.clone();
    bytes[at] = (byte) value;
    Exception refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                BlockCodec.read(
                    new DataInputStream(new ByteArrayInputStream(bytes)), bytes.length));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }
}
