package rllc.spark.path;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import rllc.family.Family;
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
import rllc.spark.SharedData;
import rllc.spark.data.LabelledData;
import rllc.spark.input.Columns;
import rllc.train.report.TrainingListener;
import rllc.train.run.RunControl;

/**
 * A path's fits are those of each penalty alone, to the bits from the same start and to the optimum
 * from any; it needs few passes, is the same on any number of cores and leaves nothing behind.
 */
class PathFitTest {
  private static final Columns WEIGHTED = new Columns("features", "label", "weight");
  private static final Columns PLAIN = new Columns("features", "label", null);
  private static final List<Row> ROWS = LocalSpark.rows(20_000, 9, 12);
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final OptimizerSettings AUTO = new OptimizerSettings.Auto(Optional.empty());

  private static TrainingSettings settings(
      Family family, double regParam, double elasticNet, OptimizerSettings optimizer, double tol) {
    return new TrainingSettings(
        new ModelSettings(family, regParam, elasticNet, true, true),
        optimizer,
        new StopSettings(100, NONE, NONE, tol, NONE),
        new RunSettings(
            3,
            RunSettings.Coordinates.AUTO,
            RunSettings.Start.AUTO,
            KernelMode.AUTO,
            RunSettings.Precision.DOUBLE));
  }

  /** Penalties from {@code strongest} to {@code weakest}, in a geometric sequence. */
  private static List<TrainingSettings> path(
      Family family, double elasticNet, double strongest, double weakest, int count) {
    return IntStream.range(0, count)
        .mapToDouble(i -> strongest * Math.pow(weakest / strongest, i / (count - 1.0)))
        .mapToObj(regParam -> settings(family, regParam, elasticNet, AUTO, 1e-6))
        .toList();
  }

  private static LabelledData pack(SparkSession spark, Family family) {
    return LabelledData.pack(
        LocalSpark.table(spark, ROWS, 3), WEIGHTED, family, BadRows.FAIL, Order.AS_READ);
  }

  private static PathFit fit(LabelledData data, List<TrainingSettings> settings) {
    return PathFit.fit(
        data.rows(),
        Optional.empty(),
        data.labels(),
        settings,
        FitOrigin.BEGINNING,
        i -> RunControl.nobody());
  }

  private static LinearFit alone(LabelledData data, TrainingSettings settings, FitOrigin origin) {
    return LinearFit.fit(
        data.rows(), Optional.empty(), data.labels(), settings, origin, RunControl.nobody());
  }

  private static double hardest(LabelledData data, List<TrainingSettings> settings) {
    return settings.stream()
        .mapToDouble(one -> alone(data, one, FitOrigin.BEGINNING).last().passes())
        .max()
        .orElseThrow();
  }

  @Test
  void eachFitHasTheBitsThatItHasAloneFromTheSameStart() {
    SparkSession spark = LocalSpark.start("local[2]");
    try (LabelledData data = pack(spark, Family.binomial())) {
      List<TrainingSettings> settings = path(Family.binomial(), 0.5, 1e-1, 1e-5, 12);
      PathFit path = fit(data, settings);
      for (int i = 0; i < 10; i++) {
        LinearFit its = alone(data, settings.get(i), FitOrigin.BEGINNING);
        assertArrayEquals(its.theta(), path.fits().get(i).theta(), 0.0, "penalty " + i);
        assertEquals(its.last().passes(), path.fits().get(i).last().passes(), "passes " + i);
      }
      FitOrigin start = FitOrigin.at(path.fits().get(9).theta());
      for (int i = 10; i < 12; i++) {
        LinearFit its = alone(data, settings.get(i), start);
        assertArrayEquals(its.theta(), path.fits().get(i).theta(), 0.0, "penalty " + i);
      }
    } finally {
      spark.stop();
    }
  }

  @Test
  void theOrderAskedForIsThatOfTheFitsAndNotOfTheWork() {
    SparkSession spark = LocalSpark.start("local[2]");
    try (LabelledData data = pack(spark, Family.binomial())) {
      List<TrainingSettings> falling = path(Family.binomial(), 0, 1e-1, 1e-5, 13);
      List<TrainingSettings> mixed =
          IntStream.range(0, 13).mapToObj(i -> falling.get(5 * i % 13)).toList();
      PathFit one = fit(data, falling);
      PathFit other = fit(data, mixed);
      for (int i = 0; i < 13; i++) {
        assertArrayEquals(one.fits().get(5 * i % 13).theta(), other.fits().get(i).theta(), 0.0);
      }
    } finally {
      spark.stop();
    }
  }

  /** Methods of many kinds, each elasticNetParam a path of its own; optimal as if fitted alone. */
  @Test
  void everyMethodComesToTheOptimum() {
    SparkSession spark = LocalSpark.start("local[2]");
    try (LabelledData data = pack(spark, Family.binomial())) {
      for (OptimizerSettings optimizer : List.of(AUTO, new OptimizerSettings.Lbfgs())) {
        List<TrainingSettings> settings =
            IntStream.range(0, 6)
                .mapToObj(
                    i ->
                        settings(
                            Family.binomial(), Math.pow(10, -1 - i / 2.0), i % 2, optimizer, 1e-9))
                .toList();
        PathFit path = fit(data, settings);
        for (int i = 0; i < settings.size(); i++) {
          TrainingSettings its = settings.get(i);
          double best =
              LinearFit.objective(
                  data.rows(), data.labels(), its, alone(data, its, FitOrigin.BEGINNING).theta());
          double found =
              LinearFit.objective(data.rows(), data.labels(), its, path.fits().get(i).theta());
          assertEquals(best, found, 1e-8 * best, optimizer.preset() + ", penalty " + i);
        }
      }
    } finally {
      spark.stop();
    }
  }

  private static double[] bits(String master, Family family, int classes) {
    SparkSession spark = LocalSpark.start(master);
    List<Row> given = LocalSpark.rows(40_000, 9, 12);
    List<Row> rows =
        IntStream.range(0, given.size())
            .mapToObj(
                i ->
                    RowFactory.create(
                        given.get(i).get(0),
                        classes > 2
                            ? (i * 7 + given.get(i).getDouble(1)) % classes
                            : given.get(i).get(1),
                        given.get(i).get(2)))
            .toList();
    try (LabelledData data =
        LabelledData.pack(
            LocalSpark.table(spark, rows, 3), WEIGHTED, family, BadRows.FAIL, Order.AS_READ)) {
      assertTrue(data.rows().shards() >= 4, "too few shards to show anything");
      PathFit path = fit(data, path(family, 0.5, 1e-1, 1e-4, 11));
      assertTrue(path.fits().stream().allMatch(fit -> fit.stop().hasModel()));
      return path.fits().stream()
          .flatMapToDouble(
              fit -> IntStream.range(0, fit.theta().length).mapToDouble(j -> fit.theta()[j]))
          .toArray();
    } finally {
      spark.stop();
    }
  }

  @Test
  void oneAndThreeCoresGiveTheSameBits() {
    assertArrayEquals(
        bits("local[1]", Family.binomial(), 2), bits("local[3]", Family.binomial(), 2), 0.0);
    assertArrayEquals(
        bits("local[1]", Family.multinomial(), 4), bits("local[3]", Family.multinomial(), 4), 0.0);
  }

  @Test
  void aPathOfThirtyTakesAtMostThreeTimesThePassesOfTheHardest() {
    String file = SharedData.file("a9a/a9a.gz");
    SparkSession spark = LocalSpark.start("local[2]");
    Dataset<Row> rows = spark.read().format("libsvm").option("numFeatures", "123").load(file);
    try (LabelledData data =
        LabelledData.pack(rows, PLAIN, Family.binomial(), BadRows.FAIL, Order.AS_READ)) {
      for (double elasticNet : new double[] {0, 1}) {
        List<TrainingSettings> settings = path(Family.binomial(), elasticNet, 1e-1, 1e-6, 30);
        double hardest = hardest(data, settings.subList(26, 30));
        double passes = fit(data, settings).passes();
        assertTrue(passes <= 3 * hardest, passes + " passes, the hardest alone " + hardest);
      }
    } finally {
      spark.stop();
    }
  }

  /** One Hessian serves the whole path of least squares. */
  @Test
  void aLassoTakesThePassesOfOneFit() {
    SplittableRandom random = new SplittableRandom(5);
    List<Row> rows =
        IntStream.range(0, 4000)
            .mapToObj(
                i -> {
                  double[] x = random.doubles(40).map(u -> u - 0.5).toArray();
                  double label = 3 * x[0] - 2 * x[7] + x[20] + random.nextDouble();
                  return RowFactory.create(Vectors.dense(x), label, 1.0);
                })
            .toList();
    SparkSession spark = LocalSpark.start("local[2]");
    try (LabelledData data =
        LabelledData.pack(
            LocalSpark.table(spark, rows, 2),
            WEIGHTED,
            Family.gaussian(),
            BadRows.FAIL,
            Order.AS_READ)) {
      List<TrainingSettings> settings = path(Family.gaussian(), 1, 1, 1e-4, 30);
      PathFit path = fit(data, settings);
      double hardest = hardest(data, settings);
      assertTrue(path.passes() <= hardest, path.passes() + " passes, the hardest " + hardest);
      List<Long> nonZeros =
          path.fits().stream()
              .map(fit -> IntStream.range(0, 40).filter(j -> fit.theta()[j] != 0).count())
              .toList();
      assertEquals(0, nonZeros.get(0), "features of the strongest penalty");
      assertTrue(nonZeros.get(29) > 20, nonZeros.toString());
    } finally {
      spark.stop();
    }
  }

  @Test
  void validationRowsKeepTheBestModelOfEachPenalty() {
    SparkSession spark = LocalSpark.start("local[2]");
    try (LabelledData data = pack(spark, Family.binomial());
        LabelledData held = pack(spark, Family.binomial())) {
      StopSettings stop =
          new StopSettings(
              100,
              NONE,
              NONE,
              1e-6,
              NONE,
              Optional.of(new ValidationSettings(OptionalDouble.of(0.5), 3, Optional.empty())));
      List<TrainingSettings> settings =
          path(Family.binomial(), 0, 1, 1e-3, 4).stream()
              .map(s -> new TrainingSettings(s.model(), s.optimizer(), stop, s.run()))
              .toList();
      PathFit path =
          PathFit.fit(
              data.rows(),
              Optional.of(held.rows()),
              data.labels(),
              settings,
              FitOrigin.BEGINNING,
              i -> RunControl.nobody());
      for (int i = 1; i < 4; i++) {
        double score = path.fits().get(i).validation().orElseThrow().best();
        double stronger = path.fits().get(i - 1).validation().orElseThrow().best();
        assertTrue(score < stronger, "log loss on the rows learnt from, penalty " + i);
      }
    } finally {
      spark.stop();
    }
  }

  @Test
  void oneThatFailsEndsAllAndLeavesNothing() throws InterruptedException {
    SparkSession spark = LocalSpark.start("local[2]");
    try (LabelledData data = pack(spark, Family.binomial())) {
      AtomicInteger looks = new AtomicInteger();
      IllegalStateException thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  PathFit.fit(
                      data.rows(),
                      Optional.empty(),
                      data.labels(),
                      path(Family.binomial(), 0, 1e-1, 1e-5, 5),
                      FitOrigin.BEGINNING,
                      i ->
                          new RunControl(
                              List.of(),
                              () -> {
                                if (i == 3 && looks.incrementAndGet() == 3) {
                                  throw new IllegalStateException("on purpose");
                                }
                                return false;
                              },
                              System::nanoTime)));
      assertEquals("on purpose", thrown.getMessage());
      assertTrue(
          Thread.getAllStackTraces().keySet().stream()
              .noneMatch(thread -> thread.getName().startsWith("rllc-path")),
          "no thread stays");
      fit(data, path(Family.binomial(), 0, 1e-1, 1e-5, 3));
    }
    try {
      assertEquals(List.of(), Leftovers.of(spark));
    } finally {
      spark.stop();
    }
  }

  @Test
  void listenersHearOfTheirOwnFit() {
    SparkSession spark = LocalSpark.start("local[2]");
    try (LabelledData data = pack(spark, Family.binomial())) {
      List<TrainingSettings> settings = path(Family.binomial(), 0, 1e-1, 1e-5, 11);
      List<AtomicInteger> steps =
          IntStream.range(0, 11).mapToObj(i -> new AtomicInteger()).toList();
      PathFit path =
          PathFit.fit(
              data.rows(),
              Optional.empty(),
              data.labels(),
              settings,
              FitOrigin.BEGINNING,
              i -> RunControl.of(TrainingListener.ofSteps(s -> steps.get(i).incrementAndGet())));
      for (int i = 0; i < 11; i++) {
        assertEquals(path.fits().get(i).last().step(), steps.get(i).get(), "penalty " + i);
      }
    } finally {
      spark.stop();
    }
  }

  @Test
  void settingsThatDifferElsewhereAreRefused() {
    SparkSession spark = LocalSpark.start("local[2]");
    try (LabelledData data = pack(spark, Family.binomial())) {
      IllegalArgumentException thrown =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  fit(
                      data,
                      List.of(
                          settings(Family.binomial(), 1, 0, AUTO, 1e-6),
                          settings(Family.binomial(), 1, 0, AUTO, 1e-7))));
      assertTrue(
          thrown.getMessage().startsWith("`settings` must differ in regParam"),
          thrown.getMessage());
      assertThrows(IllegalArgumentException.class, () -> fit(data, List.of()));
    } finally {
      spark.stop();
    }
  }
}
