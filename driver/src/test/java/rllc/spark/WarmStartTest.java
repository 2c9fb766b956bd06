package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.RunSettings.Start;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.spark.data.LabelledData;
import rllc.spark.input.Columns;
import rllc.train.run.RunControl;

/** A warm start is the same on any cluster, is a model by itself, and serves other presets too. */
class WarmStartTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");
  private static final List<Row> ROWS = LocalSpark.rows(40_000, 9, 12);

  private static LinearFit fit(
      String master,
      Family family,
      OptimizerSettings optimizer,
      Start start,
      double maxPasses,
      Order order,
      Function<SparkSession, Dataset<Row>> table) {
    OptionalDouble none = OptionalDouble.empty();
    TrainingSettings settings =
        new TrainingSettings(
            new ModelSettings(family, 1e-4, 0, true, true),
            optimizer,
            new StopSettings(5, OptionalDouble.of(maxPasses), none, 1e-8, none),
            new RunSettings(
                3,
                RunSettings.Coordinates.AUTO,
                start,
                KernelMode.AUTO,
                RunSettings.Precision.DOUBLE));
    SparkSession spark = LocalSpark.start(master);
    try (LabelledData data =
        LabelledData.pack(table.apply(spark), COLUMNS, family, BadRows.FAIL, order)) {
      assertTrue(data.rows().shards() >= 4, "too few shards to show anything");
      return LinearFit.fit(data.rows(), data.labels(), settings, RunControl.nobody());
    } finally {
      spark.stop();
    }
  }

  private static LinearFit once(String master, Family family, Start start) {
    OptimizerSettings auto = new OptimizerSettings.Auto(Optional.empty());
    return fit(
        master, family, auto, start, 1, Order.AS_READ, spark -> LocalSpark.table(spark, ROWS, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"binomial", "multinomial", "gaussian"})
  void oneTwoAndThreeCores(String name) {
    Family family = Family.of(name).orElseThrow();
    double[] one = once("local[1]", family, Start.WARM).theta();
    for (String master : new String[] {"local[2]", "local[3]"}) {
      assertArrayEquals(one, once(master, family, Start.WARM).theta(), 0.0, master);
    }
  }

  @Test
  void contentOrderUnderAnyPartitioning() {
    OptimizerSettings lbfgs = new OptimizerSettings.Lbfgs();
    double[][] thetas = new double[2][];
    for (int i = 0; i < 2; i++) {
      int partitions = i == 0 ? 1 : 7;
      thetas[i] =
          fit(
                  "local[2]",
                  Family.binomial(),
                  lbfgs,
                  Start.WARM,
                  1,
                  Order.CONTENT,
                  s -> LocalSpark.table(s, ROWS, 3).repartition(partitions))
              .theta();
    }
    assertArrayEquals(thetas[0], thetas[1], 0.0);
  }

  @Test
  void onePassMakesAModel() {
    LinearFit cold = byLbfgs(Family.binomial(), Start.PRIOR, 1);
    LinearFit warm = once("local[2]", Family.binomial(), Start.AUTO);
    assertEquals("max-passes", warm.stop().status());
    assertEquals(2, warm.last().passes(), 0.01);
    assertEquals("auto (small steps)", warm.optimizer().preset());
    LinearFit best = byLbfgs(Family.binomial(), Start.PRIOR, 20);
    double way = cold.last().loss() - best.last().loss();
    assertTrue(warm.last().loss() - best.last().loss() < 0.02 * way, "loss " + warm.last().loss());
    assertTrue(warm.optimizer().reason().contains("small steps over 34285 rows"));
  }

  private static LinearFit byLbfgs(Family family, Start start, double maxPasses) {
    return fit(
        "local[2]",
        family,
        new OptimizerSettings.Lbfgs(),
        start,
        maxPasses,
        Order.AS_READ,
        spark -> LocalSpark.table(spark, ROWS, 3));
  }

  @Test
  void otherPresetsStartWarmWhenAsked() {
    LinearFit warm = byLbfgs(Family.gaussian(), Start.WARM, 30);
    assertTrue(warm.optimizer().reason().contains("small steps"), warm.optimizer().reason());
    // Small steps, and the null model that convergence is measured against.
    assertEquals(0.583 + 1, warm.optimizer().passes(), 1e-3);
    assertTrue(warm.last().passes() > 0.583 + 1 + warm.last().step());
  }

  @Test
  void batchesWhereTheStartIsNotToBeWarm() {
    LinearFit fit = once("local[2]", Family.binomial(), Start.PRIOR);
    assertEquals("auto (batches)", fit.optimizer().preset());
    assertTrue(!fit.optimizer().reason().contains("small"), fit.optimizer().reason());
  }
}
