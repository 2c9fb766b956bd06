package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.Bound;
import rllc.settings.Bounds;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.spark.data.LabelledData;
import rllc.spark.input.Columns;
import rllc.train.run.RunControl;

/** Least squares with bounds: whatever the labels' unit is, preset auto is proximal Newton. */
class BoundsInAnyUnitTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");
  private static final Optional<Bound> FREE = Optional.empty();
  private static final Bounds POSITIVE = new Bounds(Optional.of(Bound.ofAll(0)), FREE, FREE, FREE);

  private static LinearFit fit(SparkSession spark, double unit) {
    TrainingSettings settings =
        new TrainingSettings(
            new ModelSettings(Family.gaussian(), 0, 0, true, true, POSITIVE),
            new OptimizerSettings.Auto(Optional.empty()),
            StopSettings.DEFAULT,
            new RunSettings(
                1,
                RunSettings.Coordinates.AUTO,
                RunSettings.Start.AUTO,
                KernelMode.AUTO,
                RunSettings.Precision.DOUBLE));
    try (LabelledData data =
        LabelledData.pack(
            LocalSpark.table(spark, LocalSpark.rows(400, 6, 5), 2)
                .withColumn("label", functions.col("label").multiply(unit)),
            COLUMNS,
            Family.gaussian(),
            BadRows.FAIL,
            Order.AS_READ)) {
      return LinearFit.fit(data.rows(), data.labels(), settings, RunControl.nobody());
    }
  }

  @Test
  void proximalNewtonWhateverTheLabelsDeviation() {
    SparkSession spark = LocalSpark.start("local[2]");
    try {
      LinearFit one = fit(spark, 1);
      int bounded = 0;
      for (double unit : new double[] {1, 1e-4, 0.7, 3, 5000, 2e5}) {
        LinearFit other = fit(spark, unit);
        assertEquals("auto (proximal Newton)", other.optimizer().preset(), "unit " + unit);
        assertEquals("converged", other.stop().status(), "unit " + unit);
        double loss = other.last().loss() / (unit * unit);
        assertEquals(one.last().loss(), loss, 1e-10 * loss, "unit " + unit);
        for (int j = 0; j < one.theta().length; j++) {
          assertEquals(one.theta()[j], other.theta()[j] / unit, 1e-8, unit + " " + j);
          bounded += j < 6 && other.theta()[j] == 0 ? 1 : 0;
        }
      }
      assertTrue(bounded > 0, "no bound is active");
    } finally {
      spark.stop();
    }
  }
}
