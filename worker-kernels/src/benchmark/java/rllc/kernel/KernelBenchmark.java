package rllc.kernel;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import rllc.shard.Block;
import rllc.shard.Loss;
import rllc.shard.MarginLoss;

/**
 * One pass over packed blocks, Java against native; with -t 2 two threads, each over rows of its
 * own. The same sizes run stand-alone in C, beside a read-only sum of the same bytes, with
 * src/benchmark/c/run.sh. Use -p rows=400000 (dense), 500000 (sparse), 2000000 (ones, and wide: the
 * same with values), 60000 (mnist) for the full sizes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms4g", "-Xmx4g", "-XX:+UseTransparentHugePages", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  @Param({"NATIVE", "JAVA"})
  private KernelMode use;

  @Param({"dense", "dense32", "sparse", "sparse32", "ones", "wide", "mnist"})
  private String data;

  @Param("50000")
  private int rows;

  private Kernels kernels;
  private List<Block> blocks;
  private Loss loss;
  private double[] theta;
  private double[] gradient;
  private double[] border;
  private double[] squares;
  private double[] thetas;
  private double[] gradients;
  private final double[] losses = new double[4];

  @Setup
  public void pack() {
    kernels = KernelChoice.of(use).kernels();
    BenchmarkData shape = BenchmarkData.valueOf(data.toUpperCase(Locale.ROOT));
    loss = shape.loss(MarginLoss.LOGISTIC);
    blocks = shape.blocks(rows);
    int length = (shape.features() + 1) * loss.outputs();
    SplittableRandom random = new SplittableRandom(1);
    theta = random.doubles(length, -0.1, 0.1).toArray();
    thetas = random.doubles(4L * length, -0.1, 0.1).toArray();
    gradient = new double[length];
    border = new double[length];
    squares = new double[length];
    gradients = new double[4 * length];
  }

  @Benchmark
  public double lossGradient() {
    double sum = 0;
    for (Block block : blocks) {
      sum += kernels.lossGradient(block, loss, theta, gradient);
    }
    return sum;
  }

  @Benchmark
  public double loss() {
    double sum = 0;
    for (Block block : blocks) {
      sum += kernels.loss(block, loss, theta);
    }
    return sum;
  }

  @Benchmark
  public double lossGradientDiagonal() {
    double sum = 0;
    for (Block block : blocks) {
      sum += kernels.lossGradientDiagonal(block, loss, theta, gradient, border, squares);
    }
    return sum;
  }

  @Benchmark
  public double[] hessianVector() {
    for (Block block : blocks) {
      kernels.hessianVector(block, loss, theta, theta, gradient);
    }
    return gradient;
  }

  @Benchmark
  public double[] fourVectors() {
    for (Block block : blocks) {
      kernels.lossGradients(block, loss, thetas, losses, gradients);
    }
    return losses;
  }
}
