package rllc.train.state;

import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import rllc.shard.Block;
import rllc.shard.BlockCodec;

/** Writes values in the form of {@link StateCodec}. */
final class StateWriter {
  private StateWriter() {}

  static void write(Object value, Type type, DataOutputStream out) throws IOException {
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
      writeAll(list, StateReflection.argument(type), out);
    } else if (value instanceof Optional<?> optional) {
      out.writeBoolean(optional.isPresent());
      if (optional.isPresent()) {
        write(optional.get(), StateReflection.argument(type), out);
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
      if (StateReflection.raw(type).isInterface()) {
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
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
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
}
