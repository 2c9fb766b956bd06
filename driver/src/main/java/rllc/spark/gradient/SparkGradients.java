package rllc.spark.gradient;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Kernels;
import rllc.shard.GradientSum;
import rllc.shard.Loss;
import rllc.shard.RowSample;
import rllc.spark.data.PackedData;
import rllc.train.linear.BatchSum;
import rllc.train.linear.DrawRule;
import rllc.train.linear.GradientSource;
import rllc.train.linear.PassRequest;
import rllc.train.objective.Batch;
import rllc.train.objective.StepSeconds;

/**
 * Sums over packed rows on the executors. Theta goes out as a broadcast, each task returns one
 * vector; the broadcast is destroyed when the next one has been used, and the last by {@link
 * #close}.
 */
public final class SparkGradients implements GradientSource, AutoCloseable {
  private final PackedData data;
  private final KernelMode mode;
  private final JavaSparkContext context;
  private Broadcast<?> previous;

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
    return ask(loss, PassInput.of(theta, request), Batch.ALL);
  }

  @Override
  public RowSample draw(DrawRule draw) {
    return data.sum(new DrawFunction(draw));
  }

  @Override
  public int blocks() {
    return data.blockCount();
  }

  @Override
  public BatchReply batch(Loss loss, double[] thetas, int points, Batch batch) {
    long start = System.nanoTime();
    Broadcast<double[]> broadcast = context.broadcast(thetas);
    long sent = System.nanoTime();
    BatchSum sum = data.sum(new BatchFunction(loss, mode, points, broadcast, batch), batch);
    double all = (System.nanoTime() - sent) * 1e-9;
    close();
    previous = broadcast;
    return new BatchReply(sum, seconds(sum.kernelNanos(), batch, all, (sent - start) * 1e-9));
  }

  @Override
  public Product hessianVector(Loss loss, double[] theta, double[] direction, Batch batch) {
    GradientSum sum = ask(loss, PassInput.along(theta, direction), batch).sum().gradient();
    return new Product(sum.gradient(), sum.weightSum());
  }

  private Pass ask(Loss loss, PassInput point, Batch batch) {
    long start = System.nanoTime();
    Broadcast<PassInput> broadcast = context.broadcast(point);
    long sent = System.nanoTime();
    TaskGradient reply = data.sum(new GradientFunction(loss, mode, broadcast, batch), batch);
    double all = (System.nanoTime() - sent) * 1e-9;
    close();
    previous = broadcast;
    return new Pass(reply.sum(), seconds(reply.kernelNanos(), batch, all, (sent - start) * 1e-9));
  }

  /**
   * Tasks share the cores, so the kernels' part of the wall clock is their sum over the tasks at
   * work side by side.
   *
   * @param all of the job, in seconds
   */
  private StepSeconds seconds(long kernelNanos, Batch batch, double all, double broadcast) {
    double kernel = Math.min(all, kernelNanos * 1e-9 / data.parallelTasks(batch));
    return new StepSeconds(kernel, all - kernel, broadcast, 0);
  }

  @Override
  public void close() {
    if (previous != null) {
      previous.destroy();
      previous = null;
    }
  }
}
