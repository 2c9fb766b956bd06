package rllc.jobs.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on a master and two workers, by spark-submit: the bits of local mode, whatever is
 * lost.
 */
@Timeout(600)
class ClusterFaults {
  private static final int STEPS = 60;

  @TempDir private static Path folder;
  private static Cluster cluster;
  private static String rows;
  private static Path local;

  @BeforeAll
  static void start() throws Exception {
    rows = Runs.rows(folder.resolve("rows.svm"), 20_000, 2_000, 20);
    local = folder.resolve("local");
    try (Program run =
        Program.submit(folder.resolve("local.log"), "local[2]", List.of(), train(local))) {
      assertEquals(0, run.status(), run.said());
    }
    cluster = Cluster.start(folder.resolve("cluster"));
  }

  @AfterAll
  static void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static List<String> train(Path out) {
    return List.of(
        "train",
        "data.path=" + rows,
        "data.numFeatures=2000",
        "optimizer.preset=rllc-momentum(0.9)",
        "model.regParam=1e-3",
        "stop.tol=0",
        "stop.maxSteps=" + STEPS,
        "out=" + out);
  }

  /** Starts a run and waits until {@code steps} are taken. */
  private static Program begun(Path out, int steps, String... conf) throws Exception {
    Program run =
        cluster.submit(out.resolveSibling(out.getFileName() + ".log"), List.of(conf), train(out));
    try {
      run.await(steps + " steps", () -> Runs.steps(out) >= steps);
      return run;
    } catch (Exception | AssertionError e) {
      run.close();
      throw e;
    }
  }

  @Test
  void theBitsOfLocalMode() throws Exception {
    Path out = folder.resolve("plain");
    try (Program run = begun(out, 1)) {
      Runs.assertSameBits(local, out, run);
    }
    assertEquals(2, cluster.executors(0) + cluster.executors(1));
  }

  @Test
  void anExecutorKilledInAStepIsReplaced() throws Exception {
    Path out = folder.resolve("executor");
    try (Program run = begun(out, 10)) {
      cluster.executor(0).destroyForcibly();
      Runs.assertSameBits(local, out, run);
    }
    assertEquals(3, cluster.executors(0) + cluster.executors(1));
  }

  @Test
  void speculationAndDynamicAllocationChangeNoBit() throws Exception {
    Path out = folder.resolve("dynamic");
    List<String> conf =
        new ArrayList<>(
            List.of(
                "spark.speculation=true",
                "spark.speculation.interval=5ms",
                "spark.speculation.multiplier=1.01",
                "spark.speculation.quantile=0.1",
                "spark.speculation.minTaskRuntime=1ms",
                "spark.dynamicAllocation.enabled=true",
                "spark.dynamicAllocation.minExecutors=1",
                "spark.dynamicAllocation.maxExecutors=2",
                "spark.dynamicAllocation.executorIdleTimeout=1s",
                "spark.dynamicAllocation.cachedExecutorIdleTimeout=1s",
                "spark.dynamicAllocation.shuffleTracking.timeout=1s"));
    try (Program run = begun(out, 1, conf.toArray(String[]::new))) {
      Runs.assertSameBits(local, out, run);
    }
  }

  /** On a cluster of its own, which the others would miss the worker of. */
  @Test
  void aWorkerLostForGoodMakesARunSlowerAndNoMore() throws Exception {
    Path out = folder.resolve("worker");
    try (Cluster its = Cluster.start(folder.resolve("shrinking"));
        Program run = its.submit(folder.resolve("worker.log"), List.of(), train(out))) {
      run.await("steps", () -> Runs.steps(out) >= 10);
      its.loseWorker(1);
      Runs.assertSameBits(local, out, run);
      assertTrue(its.executors(0) == 1, "the other one has done the rest");
    }
  }
}
