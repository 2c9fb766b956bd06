package rllc.shard;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes a block as bytes and reads it back. The bytes are little-endian: features, rows and
 * entries as ints; layout, bytes of a value, and whether there are weights, as bytes; then labels,
 * weights, row starts, indices and values, as far as the layout has them. Files, shuffles and
 * blocks that do not fit into memory have this form.
 */
public final class BlockCodec {
  /** The version of the form; whoever changes the bytes raises it. */
  public static final int VERSION = 1;

  private static final int HEADER_BYTES = 3 * Integer.BYTES + 3;
  private static final byte DENSE = 0;
  private static final byte SPARSE = 1;
  private static final int CHUNK_BYTES = 1 << 16;

  private BlockCodec() {}

  /** Returns how many bytes {@link #write} writes for {@code block}. */
  public static long bytes(Block block) {
    long rows = block.rows();
    long ints = block.isDense() ? 0 : rows + 1 + block.entries();
    long labels = block.weights() == null ? rows : 2 * rows;
    return HEADER_BYTES + labels * Double.BYTES + ints * Integer.BYTES + block.valueBytes();
  }

  /** Writes {@code block}. */
  public static void write(Block block, DataOutput out) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    chunk.putInt(block.features()).putInt(block.rows()).putInt((int) block.entries());
    chunk.put(block.isDense() ? DENSE : SPARSE);
    chunk.put((byte) valueWidth(block)).put((byte) (block.weights() == null ? 0 : 1));
    out.write(chunk.array(), 0, chunk.position());
    write(block.labels(), chunk, out);
    if (block.weights() != null) {
      write(block.weights(), chunk, out);
    }
    if (!block.isDense()) {
      write(block.rowStarts(), chunk, out);
      write(block.indices(), chunk, out);
    }
    if (block.storedValues() instanceof double[] doubles) {
      write(doubles, chunk, out);
    } else if (block.storedValues() instanceof float[] floats) {
      write(floats, chunk, out);
    }
  }

  private static int valueWidth(Block block) {
    if (block.isOnes()) {
      return 0;
    }
    return block.precision() == Precision.FLOAT ? Float.BYTES : Double.BYTES;
  }

  /**
   * Reads a block back, the same bit for bit.
   *
   * @throws IllegalArgumentException if the bytes are no block's
   */
  public static Block read(DataInput in) throws IOException {
    return read(in, Long.MAX_VALUE);
  }

  /**
   * The same, where {@code in} has no more than {@code available} bytes: a damaged count asks for
   * no more memory than that.
   *
   * @throws IllegalArgumentException if the bytes are no block's
   */
  public static Block read(DataInput in, long available) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    in.readFully(chunk.array(), 0, HEADER_BYTES);
    int features = chunk.getInt();
    int rows = chunk.getInt();
    int entries = chunk.getInt();
    boolean dense = chunk.get() == DENSE;
    int width = chunk.get();
    boolean weighted = chunk.get() != 0;
    checkHeader(rows, entries, dense, width, weighted, available);
    double[] labels = doubles(rows, chunk, in);
    double[] weights = weighted ? doubles(rows, chunk, in) : null;
    int[] rowStarts = dense ? null : ints(rows + 1, chunk, in);
    int[] indices = dense ? null : ints(entries, chunk, in);
    if (width == 0) {
      return Block.ones(features, labels, weights, rowStarts, indices);
    }
    if (width == Float.BYTES) {
      float[] values = floats(entries, chunk, in);
      return dense
          ? Block.dense(features, labels, weights, values)
          : Block.sparse(features, labels, weights, rowStarts, indices, values);
    }
    double[] values = doubles(entries, chunk, in);
    return dense
        ? Block.dense(features, labels, weights, values)
        : Block.sparse(features, labels, weights, rowStarts, indices, values);
  }

  private static void checkHeader(
      int rows, int entries, boolean dense, int width, boolean weighted, long available) {
    boolean known = width == 0 && !dense || width == Float.BYTES || width == Double.BYTES;
    if (rows < 0 || entries < 0 || !known) {
      throw new IllegalArgumentException(
          "a block must have counts of at least 0 and values of 0, 4 or 8 bytes, got "
              + rows
              + " rows, "
              + entries
              + " entries and values of "
              + width
              + " bytes");
    }
    long ints = dense ? 0 : rows + 1L + entries;
    long labels = weighted ? 2L * rows : rows;
    long rest = labels * Double.BYTES + ints * Integer.BYTES + (long) entries * width;
    if (rest > available - HEADER_BYTES) {
      throw new IllegalArgumentException(
          "a block must have all its bytes, got " + available + " of " + (HEADER_BYTES + rest));
    }
  }

  private static void write(double[] array, ByteBuffer chunk, DataOutput out) throws IOException {
    int most = CHUNK_BYTES / Double.BYTES;
    for (int from = 0; from < array.length; from += most) {
      int count = Math.min(most, array.length - from);
      chunk.clear().asDoubleBuffer().put(array, from, count);
      out.write(chunk.array(), 0, count * Double.BYTES);
    }
  }

  private static void write(float[] array, ByteBuffer chunk, DataOutput out) throws IOException {
    int most = CHUNK_BYTES / Float.BYTES;
    for (int from = 0; from < array.length; from += most) {
      int count = Math.min(most, array.length - from);
      chunk.clear().asFloatBuffer().put(array, from, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }

  private static void write(int[] array, ByteBuffer chunk, DataOutput out) throws IOException {
    int most = CHUNK_BYTES / Integer.BYTES;
    for (int from = 0; from < array.length; from += most) {
      int count = Math.min(most, array.length - from);
      chunk.clear().asIntBuffer().put(array, from, count);
      out.write(chunk.array(), 0, count * Integer.BYTES);
    }
  }

  private static double[] doubles(int length, ByteBuffer chunk, DataInput in) throws IOException {
    double[] array = new double[length];
    int most = CHUNK_BYTES / Double.BYTES;
    for (int from = 0; from < length; from += most) {
      int count = Math.min(most, length - from);
      in.readFully(chunk.array(), 0, count * Double.BYTES);
      chunk.clear().asDoubleBuffer().get(array, from, count);
    }
    return array;
  }

  private static float[] floats(int length, ByteBuffer chunk, DataInput in) throws IOException {
    float[] array = new float[length];
    int most = CHUNK_BYTES / Float.BYTES;
    for (int from = 0; from < length; from += most) {
      int count = Math.min(most, length - from);
      in.readFully(chunk.array(), 0, count * Float.BYTES);
      chunk.clear().asFloatBuffer().get(array, from, count);
    }
    return array;
  }

  private static int[] ints(int length, ByteBuffer chunk, DataInput in) throws IOException {
    int[] array = new int[length];
    int most = CHUNK_BYTES / Integer.BYTES;
    for (int from = 0; from < length; from += most) {
      int count = Math.min(most, length - from);
      in.readFully(chunk.array(), 0, count * Integer.BYTES);
      chunk.clear().asIntBuffer().get(array, from, count);
    }
    return array;
  }
}
