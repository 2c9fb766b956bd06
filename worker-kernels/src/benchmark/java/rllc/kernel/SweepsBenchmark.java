package rllc.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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

/**
 * The driver's sweeps over four memory units, beside reading and copying as many bytes. The inner
 * products read 5 vectors; a step reads 6 and writes 5, 11 in all; the read-only sum reads 5, the
 * copy reads and writes 5 each. So a sweep at memory's speed takes as long as the sum, or 1.1 times
 * as long as the copy.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms4g", "-Xmx4g", "-XX:+UseTransparentHugePages", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SweepsBenchmark {
  private static final int UNITS = 4;

  @Param({"NATIVE", "JAVA"})
  private KernelMode use;

  @Param({"1", "2"})
  private int threads;

  @Param("10000000")
  private int length;

  private Sweeps sweeps;
  private double[][] units;
  private double[][] others;
  private double[] gradient;
  private double[] theta;
  private final double[][] propagator = new double[UNITS][UNITS];
  private final double[] input = {1, 1, 1, 1};
  private final double[] law = {1, 0.5, 0.25, 0.125};

  @Setup
  public void fill() {
    sweeps = Sweeps.of(KernelChoice.of(use).kernels(), threads);
    SplittableRandom random = new SplittableRandom(1);
    units = new double[UNITS][];
    Arrays.setAll(units, j -> random.doubles(length, -1, 1).toArray());
    others = new double[UNITS][length];
    gradient = random.doubles(length, -1, 1).toArray();
    theta = random.doubles(length, -1, 1).toArray();
    for (int j = 0; j < UNITS; j++) {
      propagator[j][j] = 0.2 * j;
    }
  }

  @Benchmark
  public double[][] innerProducts() {
    return sweeps.innerProducts(units[0], units[1], units[2], units[3], gradient);
  }

  @Benchmark
  public void stepInPlace() {
    sweeps.propagate(propagator, input, units, gradient, units, law, 1e-9, theta);
  }

  @Benchmark
  public void stepToOtherArrays() {
    sweeps.propagate(propagator, input, units, gradient, others, law, 1e-9, theta);
  }

  /** Bits summed as whole numbers, which the JVM does with vectors. */
  @Benchmark
  public long readOnlySum() {
    return LongStream.range(0, threads)
        .parallel()
        .map(share -> sum(units, share) + sum(new double[][] {gradient}, share))
        .sum();
  }

  private long sum(double[][] vectors, long share) {
    int from = (int) (length * share / threads);
    int to = (int) (length * (share + 1) / threads);
    long sum = 0;
    for (double[] vector : vectors) {
      for (int i = from; i < to; i++) {
        sum += Double.doubleToRawLongBits(vector[i]);
      }
    }
    return sum;
  }

  @Benchmark
  public void copy() {
    IntStream.range(0, threads)
        .parallel()
        .forEach(
            share -> {
              int from = (int) ((long) length * share / threads);
              int count = (int) ((long) length * (share + 1) / threads) - from;
              for (int j = 0; j < UNITS; j++) {
                System.arraycopy(units[j], from, others[j], from, count);
              }
              System.arraycopy(gradient, from, theta, from, count);
            });
  }
}
