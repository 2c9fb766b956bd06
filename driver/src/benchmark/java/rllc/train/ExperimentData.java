package rllc.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.GZIPInputStream;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.train.testing.LibsvmRows;
import rllc.train.testing.Synthetic;

/** Packed rows and their loss, for experiments: files of the shared folder and a synthetic set. */
public record ExperimentData(List<Block> blocks, int features, Loss loss) {
  private static ExperimentData of(BlockBuilder builder, int features, Loss loss) {
    builder.finish();
    return new ExperimentData(builder.drain(), features, loss);
  }

  private static Path shared() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      if (Files.isDirectory(p.resolve("shared/data"))) {
        return p.resolve("shared/data");
      }
    }
    throw new IllegalStateException("no folder `shared` with `data` above here");
  }

  private static InputStream bytes(String... parts) throws IOException {
    List<InputStream> streams = new ArrayList<>();
    for (String part : parts) {
      streams.add(Files.newInputStream(shared().resolve(part)));
    }
    return new GZIPInputStream(new SequenceInputStream(Collections.enumeration(streams)), 1 << 16);
  }

  private static List<String> lines(String file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(bytes(file), StandardCharsets.ISO_8859_1))) {
      return reader.lines().filter(line -> !line.isBlank()).toList();
    }
  }

  /** A LIBSVM file; {@code label} maps what is written to the label. */
  public static ExperimentData libsvm(
      String file, int features, DoubleUnaryOperator label, Loss loss) throws IOException {
    return of(LibsvmRows.read(bytes(file), features, label), features, loss);
  }

  /** A table, columns separated by commas or spaces; a header is passed over. */
  public static ExperimentData table(
      String file, int features, int labelColumn, DoubleUnaryOperator label, Loss loss)
      throws IOException {
    BlockBuilder builder = new BlockBuilder(features);
    for (String line : lines(file)) {
      if (Character.isLetter(line.charAt(0))) {
        continue;
      }
      String[] words = line.strip().split("[,\\s]+");
      double[] x = new double[features];
      for (int j = 0, k = 0; k < words.length && j < features; k++) {
        if (k != labelColumn) {
          x[j++] = Double.parseDouble(words[k]);
        }
      }
      builder.addDense(label.applyAsDouble(Double.parseDouble(words[labelColumn])), 1, x);
    }
    return of(builder, features, loss);
  }

  /** The first {@code rows} digits of MNIST, pixels / 255. */
  public static ExperimentData mnist(int rows) throws IOException {
    String images = "mnist/train-images-idx3-ubyte.gz.part";
    BlockBuilder builder = new BlockBuilder(784);
    try (InputStream pixels = bytes(images + 0, images + 1, images + 2);
        InputStream labels = bytes("mnist/train-labels-idx1-ubyte.gz")) {
      pixels.skipNBytes(16);
      labels.skipNBytes(8);
      for (int i = 0; i < rows; i++) {
        byte[] image = pixels.readNBytes(784);
        double[] x = new double[784];
        for (int j = 0; j < 784; j++) {
          x[j] = (image[j] & 255) / 255.0;
        }
        builder.addDense(labels.read(), 1, x);
      }
    }
    return of(builder, 784, new Softmax(10));
  }

  /**
   * The first {@code rows} connections of KDD Cup 1999, attack or not: symbolic columns one-hot,
   * numbers as log(1 + x).
   */
  public static ExperimentData kdd(int rows) throws IOException {
    List<String[]> table =
        lines("kddcup99/kddcup.data_10_percent.gz").stream()
            .limit(rows)
            .map(line -> line.split(","))
            .toList();
    TreeMap<String, Integer> columns = new TreeMap<>();
    for (String[] row : table) {
      for (int j = 0; j < 41; j++) {
        columns.put(column(row, j), 0);
      }
    }
    int next = 0;
    for (var entry : columns.entrySet()) {
      entry.setValue(next++);
    }
    BlockBuilder builder = new BlockBuilder(next);
    for (String[] row : table) {
      double[] x = new double[next];
      for (int j = 0; j < 41; j++) {
        x[columns.get(column(row, j))] = symbolic(j) ? 1 : Math.log1p(Double.parseDouble(row[j]));
      }
      builder.addDense(row[41].startsWith("normal") ? 0 : 1, 1, x);
    }
    return of(builder, next, MarginLoss.LOGISTIC);
  }

  /** The first 7,200 advertisements of Criteo: 13 counts as log(1 + x), 26 symbols one-hot. */
  public static ExperimentData criteo() throws IOException {
    List<String[]> table =
        lines("criteo8k/train.tsv.gz").stream().map(line -> line.split("\t", -1)).toList();
    TreeMap<String, Integer> columns = new TreeMap<>();
    for (String[] row : table) {
      for (int j = 14; j < row.length; j++) {
        columns.putIfAbsent(j + row[j], 13 + columns.size());
      }
    }
    BlockBuilder builder = new BlockBuilder(13 + columns.size());
    for (String[] row : table) {
      TreeMap<Integer, Double> x = new TreeMap<>();
      for (int j = 1; j < 14; j++) {
        x.put(j - 1, row[j].isEmpty() ? 0 : Math.log1p(Math.max(0, Double.parseDouble(row[j]))));
      }
      for (int j = 14; j < row.length; j++) {
        x.put(columns.get(j + row[j]), 1.0);
      }
      int[] indices = x.keySet().stream().mapToInt(Integer::intValue).toArray();
      double[] values = x.values().stream().mapToDouble(Double::doubleValue).toArray();
      builder.addSparse(Double.parseDouble(row[0]), 1, indices, values);
    }
    return of(builder, 13 + columns.size(), MarginLoss.LOGISTIC);
  }

  private static boolean symbolic(int column) {
    return column >= 1 && column <= 3;
  }

  private static String column(String[] row, int j) {
    return symbolic(j) ? j + row[j] : "n" + j;
  }

  /** As {@link Synthetic}. */
  public static ExperimentData synthetic(int rows, int features, double condition) {
    return new ExperimentData(
        Synthetic.blocks(rows, features, condition), features, MarginLoss.LOGISTIC);
  }
}
