package rllc.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import rllc.loss.Loss;
import rllc.loss.Softmax;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.shard.JoinedBlocks;

/** The rows that the kernels are timed on; src/benchmark/c/standalone.c makes the same shapes. */
enum BenchmarkData {
  DENSE(200, 200, 1),
  DENSE32(200, 200, 1),
  SPARSE(100_000, 40, 1),
  SPARSE32(100_000, 40, 1),
  ONES(1_000_000, 39, 1),
  /** The same with values. */
  WIDE(1_000_000, 39, 1),
  MNIST(784, 150, 10);

  private final int features;
  private final int entries;
  private final int classes;

  BenchmarkData(int features, int entries, int classes) {
    this.features = features;
    this.entries = entries;
    this.classes = classes;
  }

  /** By its name in lower case. */
  static BenchmarkData of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  int features() {
    return features;
  }

  /** Softmax where there are classes, else {@code ofOneOutput}. */
  Loss loss(Loss ofOneOutput) {
    return classes > 1 ? new Softmax(classes) : ofOneOutput;
  }

  /** A row has one non-zero in each of {@code entries} equal parts of the columns. */
  List<Block> blocks(int rows) {
    BlockBuilder builder = new BlockBuilder(features);
    List<Block> result = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(2);
    int[] indices = new int[entries];
    double[] values = new double[entries];
    Arrays.fill(values, 1);
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < entries; k++) {
        int from = (int) ((long) features * k / entries);
        int to = (int) ((long) features * (k + 1) / entries);
        indices[k] = from + random.nextInt(to - from);
        if (this != ONES) {
          values[k] = random.nextDouble() + 0.5;
        }
      }
      builder.addSparse(i % Math.max(2, classes), 1, indices, values);
      result.addAll(builder.drain());
    }
    builder.finish();
    result.addAll(builder.drain());
    if (this == SPARSE32) {
      result.replaceAll(Block::inFloats);
    }
    return this == DENSE32 ? joined(result) : result;
  }

  /** Four blocks in one, as a run stores dense rows in floats. */
  private static List<Block> joined(List<Block> blocks) {
    List<Block> result = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i += 4) {
      result.add(JoinedBlocks.of(blocks.subList(i, Math.min(i + 4, blocks.size()))));
    }
    return result;
  }
}
