package rllc.spark.input;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import rllc.shard.Hashing;
import scala.Tuple2;

/**
 * Rows in an order that depends on their content alone: by a 64-bit hash, and by the content itself
 * where hashes agree. Equal rows may change places, which changes nothing.
 */
final class ContentOrder {
  /** Fixed, a power of two: the order must not follow the number of cores. */
  private static final int PARTITIONS = 32;

  private ContentOrder() {}

  /** A row as its content: label, weight, vector size, then the non-zeros' indices and values. */
  static final class Content implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String label;
    private final long[] numbers;
    private final long hash;

    Content(InputRow row) {
      this.label = String.valueOf(row.label);
      this.numbers = numbers(row);
      long h = label.hashCode();
      for (long number : numbers) {
        h = Hashing.mix(h, number);
      }
      this.hash = Hashing.finish(h);
    }

    private static long[] numbers(InputRow row) {
      long weight = row.weight == null ? 0 : bits(row.weight);
      if (!row.hasFeatures()) {
        return new long[] {weight, -1};
      }
      long[] numbers = new long[2 + 2 * row.values.length];
      numbers[0] = weight;
      numbers[1] = row.features;
      int used = 2;
      for (int k = 0; k < row.values.length; k++) {
        if (row.values[k] != 0) {
          numbers[used++] = row.indices == null ? k : row.indices[k];
          numbers[used++] = bits(row.values[k]);
        }
      }
      return Arrays.copyOf(numbers, used);
    }

    private static long bits(double value) {
      return Double.doubleToLongBits(value + 0.0);
    }
  }

  private static final class Order implements Comparator<Content>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Content a, Content b) {
      int byHash = Long.compareUnsigned(a.hash, b.hash);
      if (byHash != 0) {
        return byHash;
      }
      int byNumbers = Arrays.compare(a.numbers, b.numbers);
      return byNumbers != 0 ? byNumbers : a.label.compareTo(b.label);
    }
  }

  private static final class ByHash extends Partitioner {
    private static final long serialVersionUID = 1L;

    @Override
    public int numPartitions() {
      return PARTITIONS;
    }

    @Override
    public int getPartition(Object key) {
      return (int) Long.remainderUnsigned(((Content) key).hash >>> 32, PARTITIONS);
    }
  }

  /** {@code rows} in the order of their content. */
  static JavaRDD<InputRow> sorted(JavaRDD<InputRow> rows) {
    return rows.mapToPair(row -> new Tuple2<>(new Content(row), row))
        .repartitionAndSortWithinPartitions(new ByHash(), new Order())
        .values();
  }
}
