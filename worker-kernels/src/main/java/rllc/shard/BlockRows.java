package rllc.shard;

import java.io.Serializable;
import java.util.Arrays;

/** Copies some rows of a block into a block of their own. */
public final class BlockRows {
  private BlockRows() {}

  /**
   * Returns the rows {@code rows} of {@code block}, in that order and in its layout. Their entries
   * are copied.
   */
  public static Block of(Block block, int[] rows) {
    double[] labels = pick(block.labels(), rows);
    double[] weights = block.weights() == null ? null : pick(block.weights(), rows);
    int features = block.features();
    if (!block.isDense()) {
      return sparse(block, rows, labels, weights);
    }
    Object source = block.storedValues();
    Serializable values =
        source instanceof float[]
            ? new float[rows.length * features]
            : new double[rows.length * features];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(source, rows[i] * features, values, i * features, features);
    }
    return new Block(features, labels, weights, null, null, values);
  }

  private static Block sparse(Block block, int[] rows, double[] labels, double[] weights) {
    int[] from = block.rowStarts();
    int[] starts = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      starts[i + 1] = starts[i] + from[rows[i] + 1] - from[rows[i]];
    }
    int entries = starts[rows.length];
    int[] indices = new int[entries];
    Object source = block.storedValues();
    Serializable values =
        block.isOnes()
            ? null
            : source instanceof float[] ? new float[entries] : new double[entries];
    for (int i = 0; i < rows.length; i++) {
      int length = starts[i + 1] - starts[i];
      System.arraycopy(block.indices(), from[rows[i]], indices, starts[i], length);
      if (values != null) {
        System.arraycopy(source, from[rows[i]], values, starts[i], length);
      }
    }
    return new Block(block.features(), labels, weights, starts, indices, values);
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }
}
