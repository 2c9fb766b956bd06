package rllc.train.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.function.DoubleUnaryOperator;
import rllc.shard.BlockBuilder;

/** LIBSVM text as rows, for tests and experiments without Spark. */
public final class LibsvmRows {
  private LibsvmRows() {}

  /** All rows of {@code text}, which is closed; {@code label} maps what is written to the label. */
  public static BlockBuilder read(InputStream text, int features, DoubleUnaryOperator label)
      throws IOException {
    BlockBuilder builder = new BlockBuilder(features);
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(text, US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isBlank()) {
          continue;
        }
        String[] words = line.strip().split("\\s+");
        int[] indices = new int[words.length - 1];
        double[] values = new double[words.length - 1];
        for (int k = 1; k < words.length; k++) {
          int colon = words[k].indexOf(':');
          indices[k - 1] = Integer.parseInt(words[k].substring(0, colon)) - 1;
          values[k - 1] = Double.parseDouble(words[k].substring(colon + 1));
        }
        builder.addSparse(label.applyAsDouble(Double.parseDouble(words[0])), 1, indices, values);
      }
    }
    return builder;
  }
}
