package rllc.train.state;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rllc.shard.Block;
import rllc.shard.BlockCodec;

/** Reads values in the form of {@link StateCodec}. A damaged length asks for no memory. */
final class StateReader {
  private StateReader() {}

  static Object read(Type type, DataInputStream in) throws IOException {
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
    } else if (StateReflection.raw(type) == List.class) {
      return List.copyOf(readAll(StateReflection.argument(type), in));
    } else if (StateReflection.raw(type) == Optional.class) {
      return in.readBoolean()
          ? Optional.of(read(StateReflection.argument(type), in))
          : Optional.empty();
    }
    return readObject(StateReflection.raw(type), in);
  }

  private static Object readObject(Class<?> type, DataInputStream in) throws IOException {
    if (type == String.class) {
      return readText(in);
    } else if (type.isEnum()) {
      return StateReflection.constant(type, readText(in));
    } else if (type == Block.class) {
      return BlockCodec.read(in, in.available());
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
    // No element is empty, so there are no more of them than bytes.
    int length = checked(in.readInt(), 1, in);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      values.add(read(type, in));
    }
    return values;
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(checked(in.readInt(), 1, in)), StandardCharsets.UTF_8);
  }

  private static double[] readDoubles(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == -1) {
      return null;
    }
    double[] values = new double[checked(length, Double.BYTES, in)];
    ByteBuffer.wrap(in.readNBytes(length * Double.BYTES)).asDoubleBuffer().get(values);
    return values;
  }

  private static int[] readInts(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == -1) {
      return null;
    }
    int[] values = new int[checked(length, Integer.BYTES, in)];
    ByteBuffer.wrap(in.readNBytes(length * Integer.BYTES)).asIntBuffer().get(values);
    return values;
  }

  /** {@code length}, if so many elements of so many bytes can follow. */
  private static int checked(int length, int bytes, DataInputStream in) throws IOException {
    if (length < 0 || (long) length * bytes > in.available()) {
      throw new EOFException(
          "a length of " + length + " before the last " + in.available() + " bytes");
    }
    return length;
  }
}
