package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.Metric;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.preset.Presets;
import rllc.spark.data.LabelledData;
import rllc.spark.input.Columns;
import rllc.train.report.TrainingListener;
import rllc.train.run.RunControl;

/** A whole run of preset auto, with its draws of rows, gives the same bits on any cluster. */
class PilotSameBitsTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");
  private static final List<Row> ROWS = LocalSpark.rows(40_000, 9, 12);

  /** Losses, passes and the last theta. */
  private static double[] run(
      String master,
      Family family,
      Optional<Metric> metric,
      Order order,
      Function<SparkSession, Dataset<Row>> table) {
    return run(master, family, new OptimizerSettings.Auto(metric), order, table, "converged");
  }

  private static double[] run(
      String master,
      Family family,
      OptimizerSettings optimizer,
      Order order,
      Function<SparkSession, Dataset<Row>> table,
      String status) {
    OptionalDouble none = OptionalDouble.empty();
    TrainingSettings settings =
        new TrainingSettings(
            new ModelSettings(family, 1e-4, 0, true, true),
            optimizer,
            new StopSettings(12, none, none, 1e-8, none),
            new RunSettings(
                3,
                RunSettings.Coordinates.AUTO,
                RunSettings.Start.AUTO,
                KernelMode.AUTO,
                RunSettings.Precision.DOUBLE));
    List<Double> numbers = new ArrayList<>();
    SparkSession spark = LocalSpark.start(master);
    try (LabelledData data =
        LabelledData.pack(table.apply(spark), COLUMNS, family, BadRows.FAIL, order)) {
      int shards = data.rows().shards();
      assertTrue(shards >= 4, "too few shards to show anything: " + shards);
      RunControl control =
          RunControl.of(
              TrainingListener.ofSteps(
                  step -> {
                    numbers.add(step.loss());
                    numbers.add(step.passes());
                  }));
      LinearFit fit = LinearFit.fit(data.rows(), data.labels(), settings, control);
      assertEquals(status, fit.stop().status());
      for (double w : fit.theta()) {
        numbers.add(w);
      }
    } finally {
      spark.stop();
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"binomial", "gaussian", "multinomial"})
  void gramiansOnOneTwoAndThreeCores(String name) {
    Family family = Family.of(name).orElseThrow();
    oneTwoAndThreeCores(family, Optional.empty());
  }

  @Test
  void pilotsOnOneTwoAndThreeCores() {
    oneTwoAndThreeCores(Family.binomial(), Optional.of(Metric.PILOT));
  }

  private static void oneTwoAndThreeCores(Family family, Optional<Metric> metric) {
    Function<SparkSession, Dataset<Row>> table = s -> LocalSpark.table(s, ROWS, 3);
    double[] one = run("local[1]", family, metric, Order.AS_READ, table);
    for (String master : new String[] {"local[2]", "local[3]"}) {
      assertArrayEquals(one, run(master, family, metric, Order.AS_READ, table), 0.0, master);
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void contentOrderUnderAnyPartitioning(Metric metric) {
    Optional<Metric> chosen = Optional.of(metric);
    double[] one =
        run(
            "local[2]",
            Family.binomial(),
            chosen,
            Order.CONTENT,
            s -> LocalSpark.table(s, ROWS, 1));
    double[] seven =
        run(
            "local[2]",
            Family.binomial(),
            chosen,
            Order.CONTENT,
            s -> LocalSpark.table(s, ROWS, 3).repartition(7));
    assertArrayEquals(one, seven, 0.0);
  }

  /** A law of the paper's, corrected in the metric of the pilot. */
  @ParameterizedTest
  @ValueSource(strings = {"binomial", "gaussian"})
  void aLawInThePilotsMetric(String name) {
    Family family = Family.of(name).orElseThrow();
    OptionalDouble auto = OptionalDouble.empty();
    OptimizerSettings law =
        Presets.withMetric(
            Presets.parse(
                "rllc-sgd-momentum(0.9)",
                auto,
                auto,
                Optional.empty(),
                Presets.RANK_TOLERANCE,
                Optional.empty(),
                Optional.empty()),
            Optional.of(Metric.PILOT),
            auto);
    Function<SparkSession, Dataset<Row>> table = s -> LocalSpark.table(s, ROWS, 3);
    double[] one = run("local[1]", family, law, Order.AS_READ, table, "max-steps");
    for (String master : new String[] {"local[2]", "local[3]"}) {
      assertArrayEquals(
          one, run(master, family, law, Order.AS_READ, table, "max-steps"), 0.0, master);
    }
  }
}
