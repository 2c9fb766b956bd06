package rllc.spark.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import rllc.family.Family;
import rllc.family.Score;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.ValidationSettings;
import rllc.spark.FitOrigin;
import rllc.spark.Leftovers;
import rllc.spark.LinearFit;
import rllc.spark.LocalSpark;
import rllc.spark.data.LabelledData;
import rllc.spark.data.PackedData;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.spark.score.Metrics;
import rllc.train.run.RunControl;

/** Scores of a path by folds and by rows held out, and what is picked by them. */
class PathScoresTest {
  private static final double NONE = Double.NaN;
  private static final List<Row> ROWS = LocalSpark.rows(3000, 6, 3);

  private static PathScores of(Score score, double[] means, double[] errors) {
    return new PathScores(score, means, errors, 0);
  }

  @Test
  void theBestAndTheStrongestWithinOneError() {
    double[] errors = {0.1, 0.1, 0.1, 0.1};
    PathScores losses = of(Score.LOG_LOSS, new double[] {0.9, 0.55, 0.5, 0.5}, errors);
    assertEquals(2, losses.best());
    assertEquals(1, losses.withinOneError());
    PathScores areas = of(Score.AUC, new double[] {0.71, 0.75, 0.8, NONE}, errors);
    assertEquals(2, areas.best());
    assertEquals(0, areas.withinOneError());
    PathScores unsure = of(Score.RMSE, new double[] {NONE, 2, 1}, new double[] {NONE, NONE, NONE});
    assertEquals(2, unsure.best());
    assertEquals(2, unsure.withinOneError());
    assertEquals(-1, of(Score.RMSE, new double[] {NONE}, errors).withinOneError());
  }

  private static TrainingSettings settings(double regParam, Optional<ValidationSettings> held) {
    OptionalDouble none = OptionalDouble.empty();
    return new TrainingSettings(
        new ModelSettings(Family.binomial(), regParam, 0, true, true),
        new OptimizerSettings.Auto(Optional.empty()),
        new StopSettings(100, none, none, 1e-8, none, held),
        new RunSettings(
            5,
            RunSettings.Coordinates.AUTO,
            RunSettings.Start.AUTO,
            KernelMode.AUTO,
            RunSettings.Precision.DOUBLE));
  }

  @Test
  void rowsByTheirPlacesAreAllThereOnce() throws InterruptedException {
    SparkSession spark = LocalSpark.start("local[2]");
    try {
      try (LabelledData data = pack(spark);
          PackedData even = data.rows().where((block, row) -> row % 2 == 0);
          PackedData odd = data.rows().where((block, row) -> row % 2 == 1)) {
        assertEquals(3000, even.rows() + odd.rows());
        assertEquals(
            data.rows().moments().weightSum(),
            even.moments().weightSum() + odd.moments().weightSum());
        assertThrows(BadInputException.class, () -> data.rows().where((block, row) -> false));
      }
      assertEquals(List.of(), Leftovers.of(spark));
    } finally {
      spark.stop();
    }
  }

  /** Beside fits and metrics of each fold that are made one by one. */
  @Test
  void meansAndErrorsOfFoldsAreThoseOfTheirScores() throws InterruptedException {
    SparkSession spark = LocalSpark.start("local[2]");
    try {
      try (LabelledData data = pack(spark)) {
        ValidationSettings held =
            new ValidationSettings(OptionalDouble.empty(), 5, Optional.of(Score.AUC));
        List<TrainingSettings> all =
            List.of(settings(1e-1, Optional.empty()), settings(1e-3, Optional.empty()));
        PathScores scores =
            PathScores.folds(
                data.rows(),
                data.labels(),
                settings(1e-3, Optional.of(held)),
                all,
                3,
                fold -> i -> RunControl.nobody());
        double[] own = new double[3];
        for (int fold = 0; fold < 3; fold++) {
          PackedData.RowChoice its = PathScores.in(5, 3, fold);
          try (PackedData others = data.rows().where((b, r) -> !its.takes(b, r));
              PackedData rows = data.rows().where(its)) {
            assertEquals(1000, rows.rows(), 100, "rows of fold " + fold);
            LinearFit fit = LinearFit.fit(others, data.labels(), all.get(1), RunControl.nobody());
            own[fold] =
                Metrics.of(Family.binomial(), rows, fit.theta(), KernelMode.AUTO).get("auc");
          }
        }
        double mean = (own[0] + own[1] + own[2]) / 3;
        double squares =
            IntStream.range(0, 3).mapToDouble(k -> (own[k] - mean) * (own[k] - mean)).sum();
        assertEquals(mean, scores.means()[1], 1e-12);
        assertEquals(Math.sqrt(squares / 6), scores.errors()[1], 1e-12);
      }
      assertEquals(List.of(), Leftovers.of(spark));
    } finally {
      spark.stop();
    }
  }

  /** A mean's error from parts is near that of its rows, which is known for the accuracy. */
  @Test
  void theErrorOfRowsHeldOutIsThatOfAMean() {
    SparkSession spark = LocalSpark.start("local[2]");
    try (LabelledData data = pack(spark);
        LabelledData held = pack(spark)) {
      ValidationSettings accuracy =
          new ValidationSettings(OptionalDouble.of(0.5), 5, Optional.of(Score.ACCURACY));
      PathFit path =
          PathFit.fit(
              data.rows(),
              Optional.empty(),
              data.labels(),
              List.of(settings(1e-3, Optional.empty())),
              FitOrigin.BEGINNING,
              i -> RunControl.nobody());
      PathScores scores =
          PathScores.heldOut(
              held.rows(), data.labels(), settings(1e-3, Optional.of(accuracy)), path);
      double p = scores.means()[0];
      double expected = Math.sqrt(p * (1 - p) / 3000);
      assertEquals(expected, scores.errors()[0], 0.6 * expected);
    } finally {
      spark.stop();
    }
  }

  private static LabelledData pack(SparkSession spark) {
    return LabelledData.pack(
        LocalSpark.table(spark, ROWS, 3),
        new Columns("features", "label", "weight"),
        Family.binomial(),
        BadRows.FAIL,
        Order.AS_READ);
  }
}
