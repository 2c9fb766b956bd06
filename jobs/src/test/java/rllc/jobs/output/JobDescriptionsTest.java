package rllc.jobs.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import rllc.train.objective.StepSeconds;
import rllc.train.report.StepRecord;

class JobDescriptionsTest {
  @Test
  void jobsOfARunAreOneGroupAndEachSaysWhatItIsFor() throws Exception {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      JobDescriptions descriptions = new JobDescriptions(context, "out/a");
      assertDescribed("rllc loading", context);
      descriptions.phase("steps");
      assertDescribed("rllc steps: start", context);
      descriptions.step(
          new StepRecord(4, 5, 0.25, 1, 1, new double[0], 1, 5, StepSeconds.ZERO, 0, Double.NaN));
      assertDescribed("rllc steps: step 5, loss 0.250000", context);
      descriptions.begin("saving");
      assertDescribed("rllc saving", context);
      context.parallelize(List.of(1)).count();
      assertEquals(1, context.statusTracker().getJobIdsForGroup("rllc out/a").length);
    }
  }

  private static void assertDescribed(String text, JavaSparkContext context) {
    assertEquals(text, context.getLocalProperty("spark.job.description"));
  }
}
