package rllc.train.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import rllc.shard.Block;
import rllc.shard.BlockCodec;

/**
 * The binary form of a run's state. It follows from the record's components, so a new method has it
 * for nothing, and no class is named by the bytes that the reader does not expect.
 *
 * <p>All numbers are big-endian. The bytes begin with the word {@code RLLC} and the version (int),
 * then come records one after the other. A record is its components in order:
 *
 * <table>
 * <caption>Components</caption>
 * <tr><td>int, long, double, boolean</td><td>as {@link java.io.DataOutput} writes them</td></tr>
 * <tr><td>String, enum</td><td>length in bytes (int) and UTF-8; an enum by its name</td></tr>
 * <tr><td>double[], int[]</td><td>length (int), then the numbers; length -1 is null</td></tr>
 * <tr><td>double[][], List</td><td>length (int), then the elements</td></tr>
 * <tr><td>Optional</td><td>a boolean, then the value if it is true</td></tr>
 * <tr><td>Block</td><td>as {@link BlockCodec} writes it</td></tr>
 * <tr><td>record</td><td>its components</td></tr>
 * <tr><td>sealed interface</td><td>simple name of the record (String), then its components</td></tr>
 * </table>
 */
public final class StateCodec {
  /** To be raised when the form changes. */
  public static final int VERSION = 1;

  private static final int MAGIC = 0x524c4c43;

  private StateCodec() {}

  /** The bytes of {@code records}, one after the other. */
  public static byte[] bytes(Record... records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      for (Record value : records) {
        write(value, value.getClass(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads records in the order in which they were written.
   *
   * @throws IllegalArgumentException if the bytes are no state, or one of another version
   */
  public static Reader reader(byte[] bytes) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      if (bytes.length < 2 * Integer.BYTES || in.readInt() != MAGIC) {
        throw new IllegalArgumentException("`bytes` must be the state of a run");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "`bytes` must be a state of version " + VERSION + ", got version " + version);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Reader(in);
  }

  /** Reads records one after the other. */
  public static final class Reader {
    private final DataInputStream in;

    private Reader(DataInputStream in) {
      this.in = in;
    }

    /**
     * The next record.
     *
     * @throws IllegalArgumentException if the bytes are not those of a {@code type}
     */
    public <R extends Record> R read(Class<R> type) {
      try {
        return type.cast(StateCodec.read(type, in));
      } catch (IOException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException("`bytes` must be a whole " + type.getSimpleName(), e);
      }
    }
  }

  private static void write(Object value, Type type, DataOutputStream out) throws IOException {
    if (value == null && type != double[].class && type != int[].class) {
      throw new IllegalArgumentException("a state must have no null of type " + type);
    }
    if (type == int.class) {
      out.writeInt((Integer) value);
    } else if (type == long.class || type == Long.class) {
      out.writeLong((Long) value);
    } else if (type == double.class || type == Double.class) {
      out.writeDouble((Double) value);
    } else if (type == boolean.class) {
      out.writeBoolean((Boolean) value);
    } else if (type == double[].class) {
      writeDoubles((double[]) value, out);
    } else if (type == int[].class) {
      writeInts((int[]) value, out);
    } else if (value instanceof double[][] rows) {
      writeAll(Arrays.asList(rows), double[].class, out);
    } else if (value instanceof List<?> list) {
      writeAll(list, argument(type), out);
    } else if (value instanceof Optional<?> optional) {
      out.writeBoolean(optional.isPresent());
      if (optional.isPresent()) {
        write(optional.get(), argument(type), out);
      }
    } else {
      writeObject(value, type, out);
    }
  }

  private static void writeObject(Object value, Type type, DataOutputStream out)
      throws IOException {
    if (value instanceof String text) {
      writeText(text, out);
    } else if (value instanceof Enum<?> constant) {
      writeText(constant.name(), out);
    } else if (value instanceof Block block) {
      BlockCodec.write(block, out);
    } else if (value instanceof Record one) {
      if (raw(type).isInterface()) {
        writeText(one.getClass().getSimpleName(), out);
      }
      for (RecordComponent component : one.getClass().getRecordComponents()) {
        write(StateReflection.get(one, component), component.getGenericType(), out);
      }
    } else {
      throw new IllegalArgumentException("a state must have no component of type " + type);
    }
  }

  private static void writeAll(List<?> values, Type type, DataOutputStream out) throws IOException {
    out.writeInt(values.size());
    for (Object value : values) {
      write(value, type, out);
    }
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void writeDoubles(double[] values, DataOutputStream out) throws IOException {
    if (values == null) {
      out.writeInt(-1);
      return;
    }
    out.writeInt(values.length);
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    out.write(bytes.array());
  }

  private static void writeInts(int[] values, DataOutputStream out) throws IOException {
    out.writeInt(values == null ? -1 : values.length);
    for (int i = 0; values != null && i < values.length; i++) {
      out.writeInt(values[i]);
    }
  }

  private static Object read(Type type, DataInputStream in) throws IOException {
    if (type == int.class) {
      return in.readInt();
    } else if (type == long.class || type == Long.class) {
      return in.readLong();
    } else if (type == double.class || type == Double.class) {
      return in.readDouble();
    } else if (type == boolean.class) {
      return in.readBoolean();
    } else if (type == double[].class) {
      return readDoubles(in);
    } else if (type == int[].class) {
      return readInts(in);
    } else if (type == double[][].class) {
      return readAll(double[].class, in).toArray(double[][]::new);
    } else if (raw(type) == List.class) {
      return List.copyOf(readAll(argument(type), in));
    } else if (raw(type) == Optional.class) {
      return in.readBoolean() ? Optional.of(read(argument(type), in)) : Optional.empty();
    }
    return readObject(raw(type), in);
  }

  private static Object readObject(Class<?> type, DataInputStream in) throws IOException {
    if (type == String.class) {
      return readText(in);
    } else if (type.isEnum()) {
      return StateReflection.constant(type, readText(in));
    } else if (type == Block.class) {
      return BlockCodec.read(in);
    }
    Class<?> one = type.isInterface() ? StateReflection.permitted(type, readText(in)) : type;
    RecordComponent[] components = one.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(components[i].getGenericType(), in);
    }
    return StateReflection.make(one, components, values);
  }

  private static List<Object> readAll(Type type, DataInputStream in) throws IOException {
    int length = in.readInt();
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      values.add(read(type, in));
    }
    return values;
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(some(in.readInt(), in), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static double[] readDoubles(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    double[] values = new double[length];
    ByteBuffer.wrap(some(length * Double.BYTES, in)).asDoubleBuffer().get(values);
    return values;
  }

  private static int[] readInts(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    int[] values = new int[length];
    ByteBuffer.wrap(some(length * Integer.BYTES, in)).asIntBuffer().get(values);
    return values;
  }

  /** A damaged length must not ask for more memory than there are bytes. */
  private static byte[] some(int length, DataInputStream in) throws IOException {
    if (length < 0 || length > in.available()) {
      throw new IOException("a length of " + length + " where " + in.available() + " bytes are");
    }
    return in.readNBytes(length);
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }

  private static Type argument(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }
}
