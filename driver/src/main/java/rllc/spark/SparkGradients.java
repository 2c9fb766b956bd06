package rllc.spark;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Kernels;
import rllc.shard.Loss;
import rllc.shard.RowSample;
import rllc.train.GradientSource;
import rllc.train.PassRequest;
import rllc.train.RowDraw;
import rllc.train.StepSeconds;

/**
 * Sums over packed rows on the executors. Theta goes out as a broadcast, each task returns one
 * vector; the broadcast is destroyed when the next one has been used, and the last by {@link
 * #close}.
 */
public final class SparkGradients implements GradientSource, AutoCloseable {
  private final PackedData data;
  private final KernelMode mode;
  private final JavaSparkContext context;
  private Broadcast<Point> previous;

  public SparkGradients(PackedData data, KernelMode mode) {
    this.data = data;
    this.mode = mode;
    this.context = JavaSparkContext.fromSparkContext(data.blocks().context());
  }

  @Override
  public long rows() {
    return data.rows();
  }

  @Override
  public double weightSum() {
    return data.moments().weightSum();
  }

  @Override
  public long entries() {
    return data.entries();
  }

  @Override
  public Kernels kernels() {
    return KernelChoice.of(mode).kernels();
  }

  @Override
  public Pass pass(Loss loss, double[] theta, PassRequest request) {
    return ask(loss, Point.of(theta, request));
  }

  @Override
  public RowSample draw(RowDraw draw) {
    return data.sum(new DrawFunction(draw));
  }

  @Override
  public double[] hessianVector(Loss loss, double[] theta, double[] direction) {
    return ask(loss, Point.along(theta, direction)).sum().gradient().gradient();
  }

  private Pass ask(Loss loss, Point point) {
    long start = System.nanoTime();
    Broadcast<Point> broadcast = context.broadcast(point);
    long sent = System.nanoTime();
    TaskGradient reply = data.sum(new GradientFunction(loss, mode, broadcast));
    double all = (System.nanoTime() - sent) * 1e-9;
    close();
    previous = broadcast;
    // Tasks share the cores, so the kernels' part of the wall clock is their sum over the tasks at
    // work side by side.
    double kernel = Math.min(all, reply.kernelNanos() * 1e-9 / data.parallelTasks());
    return new Pass(reply.sum(), new StepSeconds(kernel, all - kernel, (sent - start) * 1e-9, 0));
  }

  @Override
  public void close() {
    if (previous != null) {
      previous.destroy();
      previous = null;
    }
  }
}
