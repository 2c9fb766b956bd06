package rllc.jobs.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rllc.jobs.output.LoadProgress;

class LoadProgressTest {
  /** Six seconds pass between any two looks at the clock. */
  @Test
  void aPassOfSeveralTasksIsSeenAndNothingAfterIt(@TempDir Path folder) throws Exception {
    SparkSession spark = TestSpark.start();
    try {
      String path = folder.resolve("rows").toString();
      spark.range(0, 4000, 1, 4).write().parquet(path);
      spark.conf().set("spark.sql.files.minPartitionNum", 4);
      AtomicLong clock = new AtomicLong();
      List<String> lines = new CopyOnWriteArrayList<>();
      LoadProgress progress =
          LoadProgress.of(spark.sparkContext(), lines::add, () -> clock.addAndGet(6_000_000_000L));
      spark.read().parquet(path).select("id").toJavaRDD().count();
      spark.sparkContext().listenerBus().waitUntilEmpty();
      progress.close();
      assertTrue(lines.size() > 1, lines.toString());
      String first = lines.get(0);
      assertTrue(
          first.matches("loading: 1 of 4 tasks, [0-9,]+ rows, \\d+\\.\\d MB/s, about \\d+ s left"),
          first);
      int seen = lines.size();
      spark.read().parquet(path).count();
      spark.sparkContext().listenerBus().waitUntilEmpty();
      assertEquals(seen, lines.size());
    } finally {
      spark.stop();
    }
  }
}
