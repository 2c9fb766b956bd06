package rllc.jobs.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** When Spark's jobs began and ended, and what they were called. */
final class JobTimes extends SparkListener {
  /**
   * One job.
   *
   * @param name of its last stage: the call that started it, with file and line
   * @param tasks of all its stages
   */
  record Job(String name, int tasks, long startMillis, long endMillis) {
    double millis() {
      return endMillis - startMillis;
    }
  }

  private static final String SENTINEL = "sentinel of JobTimes";

  private final SparkSession spark;
  private final Map<Integer, SparkListenerJobStart> started = new HashMap<>();
  private final List<Job> jobs = new ArrayList<>();

  JobTimes(SparkSession spark) {
    this.spark = spark;
    spark.sparkContext().addSparkListener(this);
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    started.put(start.jobId(), start);
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd end) {
    SparkListenerJobStart start = started.remove(end.jobId());
    var stages = CollectionConverters.asJava(start.stageInfos());
    int last = stages.stream().mapToInt(stage -> stage.stageId()).max().orElse(-1);
    String name =
        stages.stream()
            .filter(stage -> stage.stageId() == last)
            .findFirst()
            .map(stage -> stage.name())
            .orElse("");
    int tasks = stages.stream().mapToInt(stage -> stage.numTasks()).sum();
    jobs.add(new Job(name, tasks, start.time(), end.time()));
    notifyAll();
  }

  /** The jobs since the last call, in the order of their ends; the sentinel job is not one. */
  synchronized List<Job> take() throws InterruptedException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setCallSite(SENTINEL);
    context.parallelize(List.of(1), 1).count();
    context.clearCallSite();
    while (jobs.stream().noneMatch(job -> job.name().startsWith(SENTINEL))) {
      wait();
    }
    List<Job> taken = new ArrayList<>(jobs);
    taken.removeIf(job -> job.name().startsWith(SENTINEL));
    jobs.clear();
    return taken;
  }
}
