package rllc.spark.gradient;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.KernelReport;
import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.settings.RunSettings;
import rllc.shard.GradientSum;
import rllc.shard.RowSample;
import rllc.spark.data.PackedData;
import rllc.train.linear.DrawRule;
import rllc.train.linear.PassRequest;
import rllc.train.objective.Batch;
import rllc.train.objective.StepSeconds;

/**
 * Sums over packed rows on the executors. Theta goes out as a broadcast, and each task returns one
 * sum. A broadcast is destroyed when the next one has been used, and the last one by {@link
 * #close}, whether the sums succeed or not. For one thread; several may share the packed rows.
 */
public final class SparkGradients implements FitSource, AutoCloseable {
  private final KernelMode mode;
  private final JavaSparkContext context;
  private final Set<KernelReport> seen = new LinkedHashSet<>();
  private PackedData data;
  private Broadcast<?> previous;

  private SparkGradients(KernelMode mode, PackedData own) {
    this.data = own;
    this.mode = mode;
    this.context = JavaSparkContext.fromSparkContext(own.blocks().context());
  }

  /** Over rows as they are stored. {@code data} stays the caller's. */
  public SparkGradients(PackedData data, KernelMode mode) {
    this(mode, data.shared());
  }

  /**
   * For a fit: over rows of the precision that {@code run} asks for, spread over the executors of
   * now. What is made for that is released by {@link #close}, if no other fit uses it. {@code data}
   * stays the caller's.
   */
  public static SparkGradients forFit(PackedData data, RunSettings run) {
    try (PackedData stored = data.as(run.precision())) {
      return new SparkGradients(run.kernel(), stored.spread());
    }
  }

  @Override
  public void cutForBatches() {
    PackedData whole = data;
    data = whole.cutForBatches();
    whole.close();
  }

  /** They are closed with this. */
  @Override
  public PackedData data() {
    return data;
  }

  @Override
  public List<KernelReport> kernelsSeen() {
    return List.copyOf(seen);
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

  /** A point, and what is asked for there. */
  public record Point(double[] theta, PassRequest request) {}

  /**
   * The sums at several points in one pass over the rows, to the bits of passes of their own; the
   * seconds are those of the pass, for each.
   */
  public List<Pass> passes(Loss loss, List<Point> points) {
    if (points.size() == 1) {
      return List.of(pass(loss, points.get(0).theta(), points.get(0).request()));
    }
    long length =
        points.stream().mapToLong(p -> p.request().numbers(p.theta().length, loss.outputs())).sum();
    PassInput[] inputs =
        points.stream().map(p -> PassInput.of(p.theta(), p.request())).toArray(PassInput[]::new);
    Timed<TaskGradient[]> reply =
        sum(inputs, sent -> data.sum(new PointsFunction(loss, mode, sent, length), Batch.ALL));
    long kernelNanos = 0;
    for (TaskGradient one : reply.sum()) {
      seen.addAll(one.kernels().reports());
      kernelNanos += one.kernelNanos();
    }
    StepSeconds seconds = seconds(reply, kernelNanos, length, Batch.ALL);
    return Arrays.stream(reply.sum()).map(one -> new Pass(one.sum(), seconds)).toList();
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
    int length = thetas.length;
    Timed<TaskBatch> reply =
        sum(
            thetas,
            sent -> data.sum(new BatchFunction(loss, mode, points, sent, batch, length), batch));
    seen.addAll(reply.sum().kernels().reports());
    long kernelNanos = reply.sum().sum().kernelNanos();
    return new BatchReply(reply.sum().sum(), seconds(reply, kernelNanos, length, batch));
  }

  @Override
  public Product hessianVector(Loss loss, double[] theta, double[] direction, Batch batch) {
    GradientSum sum = ask(loss, PassInput.along(theta, direction), batch).sum().gradient();
    return new Product(sum.gradient(), sum.weightSum());
  }

  private Pass ask(Loss loss, PassInput point, Batch batch) {
    long length = point.request().numbers(point.theta().length, loss.outputs());
    Timed<TaskGradient> reply =
        sum(point, sent -> data.sum(new GradientFunction(loss, mode, sent, batch, length), batch));
    seen.addAll(reply.sum().kernels().reports());
    long kernelNanos = reply.sum().kernelNanos();
    return new Pass(reply.sum().sum(), seconds(reply, kernelNanos, length, batch));
  }

  /** A sum, and what broadcast and job took, in seconds. */
  private record Timed<S>(S sum, double broadcast, double job) {}

  private <P, S> Timed<S> sum(P point, Function<Broadcast<P>, S> job) {
    long start = System.nanoTime();
    Broadcast<P> broadcast = context.broadcast(point);
    long sent = System.nanoTime();
    Broadcast<?> old = previous;
    previous = broadcast;
    try {
      S sum = job.apply(broadcast);
      return new Timed<>(sum, (sent - start) * 1e-9, (System.nanoTime() - sent) * 1e-9);
    } finally {
      destroy(old);
    }
  }

  /**
   * Tasks share the cores, so the kernels' part of the wall clock is their sum over the tasks at
   * work side by side.
   */
  private StepSeconds seconds(Timed<?> reply, long kernelNanos, long length, Batch batch) {
    double all = reply.job();
    double kernel = Math.min(all, kernelNanos * 1e-9 / data.parallelTasks(length, batch));
    return new StepSeconds(kernel, all - kernel, reply.broadcast(), 0);
  }

  private static void destroy(Broadcast<?> broadcast) {
    if (broadcast != null) {
      broadcast.destroy();
    }
  }

  @Override
  public void close() {
    destroy(previous);
    previous = null;
    data.close();
  }
}
