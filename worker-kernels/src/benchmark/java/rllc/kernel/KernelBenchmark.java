package rllc.kernel;

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
import rllc.loss.MarginLoss;

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
  private KernelPasses passes;

  @Setup
  public void pack() {
    kernels = KernelChoice.of(use).kernels();
    passes = new KernelPasses(BenchmarkData.of(data), MarginLoss.LOGISTIC, rows);
  }

  @Benchmark
  public double lossGradient() {
    return passes.pass(kernels, KernelPasses.Operation.GRADIENT);
  }

  @Benchmark
  public double loss() {
    return passes.pass(kernels, KernelPasses.Operation.LOSS);
  }

  @Benchmark
  public double margins() {
    return passes.pass(kernels, KernelPasses.Operation.MARGINS);
  }

  @Benchmark
  public double lossGradientDiagonal() {
    return passes.pass(kernels, KernelPasses.Operation.DIAGONAL);
  }

  @Benchmark
  public double hessianVector() {
    return passes.pass(kernels, KernelPasses.Operation.HESSIAN);
  }

  @Benchmark
  public double fourVectors() {
    return passes.pass(kernels, KernelPasses.Operation.FOUR);
  }
}
