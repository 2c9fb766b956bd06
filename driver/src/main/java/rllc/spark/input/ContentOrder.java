package rllc.spark.input;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import rllc.shard.Hashing;
import scala.Tuple2;

/**
 * Rows in an order that depends on their content alone: by a 64-bit hash, and by the content itself
 * where hashes agree. Equal rows may change places, which changes nothing.
 */
final class ContentOrder {
  /** Partitions of little data; a power of two. */
  static final int LEAST_PARTITIONS = 32;

  private static final int MOST_PARTITIONS = 1 << 14;

  /** Content of a partition of much data. */
  private static final long PARTITION_BYTES = 64L << 20;

  private ContentOrder() {}

  /**
   * A row and the hash of its content: label, weight, vector size, then the non-zeros' indices and
   * values. The content itself is made again where hashes agree, so that a row travels once.
   */
  static final class Content implements Serializable {
    private static final long serialVersionUID = 1L;

    private final InputRow row;
    private final long hash;

    Content(InputRow row) {
      this.row = row;
      long h = label().hashCode();
      for (long number : numbers(row)) {
        h = Hashing.mix(h, number);
      }
      this.hash = Hashing.finish(h);
    }

    private String label() {
      return String.valueOf(row.givenLabel());
    }

    private static long[] numbers(InputRow row) {
      long weight = row.hasWeight ? bits(row.weight) : 0;
      if (!row.hasFeatures()) {
        return new long[] {weight, -1};
      }
      long[] numbers = new long[2 + 2 * row.count];
      numbers[0] = weight;
      numbers[1] = row.features;
      int used = 2;
      for (int k = 0; k < row.count; k++) {
        if (row.values[k] != 0) {
          numbers[used++] = row.dense ? k : row.indices[k];
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
      int byNumbers = Arrays.compare(Content.numbers(a.row), Content.numbers(b.row));
      return byNumbers != 0 ? byNumbers : a.label().compareTo(b.label());
    }
  }

  private static final class ByHash extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int partitions;

    ByHash(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return (int) Long.remainderUnsigned(((Content) key).hash >>> 32, partitions);
    }
  }

  /**
   * {@code rows} in the order of their content, after one pass that counts them. The number of
   * partitions is part of the order; it follows from the content alone.
   */
  static JavaRDD<InputRow> sorted(JavaRDD<InputRow> rows) {
    long bytes = rows.mapPartitions(it -> List.of(bytes(it)).iterator()).fold(0L, Long::sum);
    return sorted(rows, partitions(bytes));
  }

  static JavaRDD<InputRow> sorted(JavaRDD<InputRow> rows, int partitions) {
    return rows.mapToPair(row -> new Tuple2<>(new Content(row.copy()), true))
        .repartitionAndSortWithinPartitions(new ByHash(partitions), new Order())
        .keys()
        .map(content -> content.row);
  }

  /** A power of two: 64 MiB of content a partition, but 32 of them at least. */
  static int partitions(long bytes) {
    long wanted = Math.max(LEAST_PARTITIONS, Math.min(MOST_PARTITIONS, bytes / PARTITION_BYTES));
    return Integer.highestOneBit((int) wanted);
  }

  /** 16 bytes for a label and a weight, 12 for each non-zero, however a row stores them. */
  private static long bytes(Iterator<InputRow> rows) {
    long bytes = 0;
    while (rows.hasNext()) {
      InputRow row = rows.next();
      bytes += 16;
      for (int k = 0; k < row.count; k++) {
        bytes += row.values[k] != 0 ? 12 : 0;
      }
    }
    return bytes;
  }
}
