package rllc.shard;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Holds an array of doubles that Java's serialisation writes as bytes. Otherwise it would write the
 * numbers one by one, which for 100,000 sums costs more than adding them. Kryo writes the field as
 * it is.
 */
public final class DoubleArray implements Externalizable {
  private static final long serialVersionUID = 1L;

  /** DoubleArray that are moved at once. */
  private static final int CHUNK = 8192;

  private double[] values;

  /** For Java's serialisation alone. */
  public DoubleArray() {
    this(new double[0]);
  }

  /** Wraps {@code values}, without a copy. */
  public DoubleArray(double[] values) {
    this.values = values;
  }

  /** Returns the array itself. */
  public double[] values() {
    return values;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(values.length);
    ByteBuffer chunk = chunk(values.length);
    for (int at = 0; at < values.length; at += CHUNK) {
      int here = Math.min(CHUNK, values.length - at);
      chunk.asDoubleBuffer().put(values, at, here);
      out.write(chunk.array(), 0, here * Double.BYTES);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    values = new double[in.readInt()];
    ByteBuffer chunk = chunk(values.length);
    for (int at = 0; at < values.length; at += CHUNK) {
      int here = Math.min(CHUNK, values.length - at);
      in.readFully(chunk.array(), 0, here * Double.BYTES);
      chunk.asDoubleBuffer().get(values, at, here);
    }
  }

  private static ByteBuffer chunk(int length) {
    return ByteBuffer.allocate(Math.min(CHUNK, length) * Double.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
