package rllc.jobs.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Watches a fit of MLlib from outside. Every evaluation of its objective is one Spark job, told by
 * its call site in RDDLossFunction; every iteration ends with a line in Breeze's log.
 */
final class MllibWatch extends SparkListener implements AutoCloseable {
  private static final String EVALUATION = "RDDLossFunction";
  private static final String MARKER = "rllc.compare.marker";
  private static final int WAIT_SECONDS = 30;

  private final SparkContext context;
  private final BreezeLog log = BreezeLog.begin();
  private final long startMillis = System.currentTimeMillis();
  private final Set<Integer> running = ConcurrentHashMap.newKeySet();
  private final List<Double> evaluations = new CopyOnWriteArrayList<>();
  private final CountDownLatch drained = new CountDownLatch(1);
  private volatile int marker = -1;

  /**
   * Ends of evaluations and of iterations, in seconds since the beginning, in order.
   *
   * @param iterations without the start
   */
  record Times(List<Double> evaluations, List<Double> iterations) {
    /**
     * The objective at the start and after each iteration, with the evaluations and the time until
     * then; empty if the iterations in the log are not those of {@code history}.
     */
    List<TrajectoryPoint> trajectory(double[] history, double lossUnit) {
      if (iterations.size() != history.length - 1) {
        return List.of();
      }
      List<TrajectoryPoint> points = new ArrayList<>();
      points.add(new TrajectoryPoint(1, evaluations.get(0), history[0] * lossUnit));
      for (int i = 1; i < history.length; i++) {
        double end = iterations.get(i - 1);
        long passes = evaluations.stream().filter(time -> time <= end).count();
        points.add(new TrajectoryPoint(passes, end, history[i] * lossUnit));
      }
      return points;
    }
  }

  private MllibWatch(SparkContext context) {
    this.context = context;
  }

  static MllibWatch begin(SparkContext context) {
    MllibWatch watch = new MllibWatch(context);
    context.addSparkListener(watch);
    return watch;
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    if (job.properties() != null && job.properties().containsKey(MARKER)) {
      marker = job.jobId();
    }
    boolean evaluation =
        CollectionConverters.asJava(job.stageInfos()).stream()
            .anyMatch(stage -> stage.name().contains(EVALUATION));
    if (evaluation) {
      running.add(job.jobId());
    }
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd job) {
    if (running.remove(job.jobId())) {
      evaluations.add(seconds(job.time()));
    }
    if (job.jobId() == marker) {
      drained.countDown();
    }
  }

  private double seconds(long millis) {
    return (millis - startMillis) * 1e-3;
  }

  /** What was seen. Spark tells listeners late, but in order: the last event is one of ours. */
  Times end() {
    context.setLocalProperty(MARKER, "true");
    try {
      JavaSparkContext.fromSparkContext(context).parallelize(List.of(1), 1).count();
      if (!drained.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
        return new Times(List.of(), List.of());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Spark's events were awaited", e);
    } finally {
      context.setLocalProperty(MARKER, null);
    }
    List<Double> iterations = log.iterationMillis().stream().map(this::seconds).toList();
    return new Times(List.copyOf(evaluations), iterations);
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
    log.close();
  }
}
