package rllc.spark.encode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;
import org.apache.spark.unsafe.types.UTF8String;
import rllc.spark.input.InputRow;
import rllc.spark.input.RowEncoder;
import rllc.spark.input.ScalarReader;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The features that Spark's FeatureHasher makes: a number at the hash of its column's name, a one
 * at the hash of {@code name=value} for a text or a truth, nothing for what is missing. Where two
 * fall together they are added, numbers first, in the order in which the hasher adds them.
 */
final class HashEncoder implements RowEncoder {
  private static final long serialVersionUID = 1L;

  /** Of all of Spark's hashes. */
  private static final int SEED = 42;

  private final int features;
  private final int columns;
  private final ScalarReader[] numbers;
  private final int[] numberIndices;
  private final int[] texts;
  private final boolean[] truths;

  /** The bytes of {@code name=} of each text, behind which those of a value are written. */
  private final byte[][] names;

  private final int[] nameLengths;
  private final int[][] truthIndices;

  /** Index, then place in the order of adding; and the values by that place. */
  private final long[] keys;

  private final double[] values;

  /**
   * @param schema begins with {@code names}, columns of numbers, texts and truths
   */
  HashEncoder(StructType schema, List<String> names, int features) {
    this.features = features;
    this.columns = names.size();
    List<String> real =
        inOrderOfAdding(
            names.stream()
                .filter(name -> type(schema, names, name) instanceof NumericType)
                .toList(),
            names);
    this.numbers =
        real.stream()
            .map(name -> new ScalarReader(names.indexOf(name), type(schema, names, name)))
            .toArray(ScalarReader[]::new);
    this.numberIndices =
        real.stream().mapToInt(name -> index(UTF8String.fromString(name))).toArray();
    List<String> others = names.stream().distinct().filter(name -> !real.contains(name)).toList();
    this.texts = others.stream().mapToInt(names::indexOf).toArray();
    this.truths = new boolean[texts.length];
    this.names = new byte[texts.length][];
    this.nameLengths = new int[texts.length];
    this.truthIndices = new int[texts.length][];
    for (int k = 0; k < texts.length; k++) {
      String name = others.get(k) + "=";
      truths[k] = type(schema, names, others.get(k)) instanceof BooleanType;
      this.names[k] = name.getBytes(StandardCharsets.UTF_8);
      nameLengths[k] = this.names[k].length;
      truthIndices[k] =
          new int[] {
            index(UTF8String.fromString(name + "false")),
            index(UTF8String.fromString(name + "true"))
          };
    }
    this.keys = new long[numbers.length + texts.length];
    this.values = new double[keys.length];
  }

  /** Whether the hasher takes columns of {@code type}. */
  static boolean isHashed(DataType type) {
    return type instanceof NumericType
        || type instanceof BooleanType
        || type.equals(DataTypes.StringType);
  }

  private static DataType type(StructType schema, List<String> names, String name) {
    return schema.apply(names.indexOf(name)).dataType();
  }

  /** As the hasher has them: in the order of a Scala set of all columns less the others. */
  private static List<String> inOrderOfAdding(List<String> real, List<String> all) {
    scala.collection.immutable.Set<String> set = CollectionConverters.asScala(all).toSet();
    List<String> others = all.stream().filter(name -> !real.contains(name)).toList();
    return List.copyOf(
        CollectionConverters.asJava(set.removedAll(CollectionConverters.asScala(others)).toSeq()));
  }

  private int index(UTF8String text) {
    return index(
        Murmur3_x86_32.hashUnsafeBytes2(
            text.getBaseObject(), text.getBaseOffset(), text.numBytes(), SEED));
  }

  private int index(int hash) {
    return Math.floorMod(hash, features);
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void encode(InternalRow row, InputRow out) {
    int used = 0;
    for (int k = 0; k < numbers.length; k++) {
      if (!numbers[k].isNull(row)) {
        used = add(numberIndices[k], numbers[k].number(row), used);
      }
    }
    for (int k = 0; k < texts.length; k++) {
      int column = texts[k];
      if (!row.isNullAt(column)) {
        int index =
            truths[k]
                ? truthIndices[k][row.getBoolean(column) ? 1 : 0]
                : textIndex(k, row.getUTF8String(column));
        used = add(index, 1, used);
      }
    }
    Arrays.sort(keys, 0, used);
    out.sparseFeatures(features);
    int k = 0;
    while (k < used) {
      int index = (int) (keys[k] >>> 32);
      double sum = values[(int) keys[k++]];
      while (k < used && (int) (keys[k] >>> 32) == index) {
        sum += values[(int) keys[k++]];
      }
      if (sum != 0) {
        out.add(index, sum);
      }
    }
  }

  private int add(int index, double value, int used) {
    keys[used] = (long) index << 32 | used;
    values[used] = value;
    return used + 1;
  }

  private static boolean isAscii(UTF8String text) {
    for (int k = 0; k < text.numBytes(); k++) {
      if (text.getByte(k) < 0) {
        return false;
      }
    }
    return true;
  }

  private int textIndex(int k, UTF8String value) {
    // The hasher makes a Java text of the value, which mends bytes that are no UTF-8.
    UTF8String text = isAscii(value) ? value : UTF8String.fromString(value.toString());
    int length = nameLengths[k] + text.numBytes();
    if (names[k].length < length) {
      names[k] = Arrays.copyOf(names[k], 2 * length);
    }
    text.writeToMemory(names[k], Platform.BYTE_ARRAY_OFFSET + nameLengths[k]);
    return index(
        Murmur3_x86_32.hashUnsafeBytes2(names[k], Platform.BYTE_ARRAY_OFFSET, length, SEED));
  }
}
