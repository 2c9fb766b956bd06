package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.Bound;
import rllc.settings.Bounds;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.RunSettings.Precision;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.spark.PlainObjective.Example;
import rllc.spark.data.LabelledData;
import rllc.spark.input.Columns;
import rllc.train.run.RunControl;

/**
 * The settings' matrix through the front door: family, penalty, intercept, standardization,
 * coordinates in all combinations with preset auto, half of them with lbfgs; weights and precision
 * such that each pair of any two settings occurs. Each fit must be optimal by {@link
 * PlainObjective} and by the method that the documentation names.
 */
class SettingsMatrixTest {
  private static final List<Family> FAMILIES =
      List.of(
          Family.binomial(),
          Family.multinomial(),
          Family.gaussian(),
          Family.squaredHinge(),
          Family.poisson(),
          Family.gamma(),
          Family.tweedie(1.5));
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final int FEATURES = 4;
  private static final int ROWS = 150;

  /** Of the norm of the null model's gradient. */
  private static final double OPTIMAL = 1e-6;

  private enum Penalised {
    NOT(0, 0),
    L2(0.05, 0),
    L1(0.05, 1),
    ELASTIC_NET(0.05, 0.5),
    BOX(0.01, 0);

    private final double regParam;
    private final double elasticNet;

    Penalised(double regParam, double elasticNet) {
      this.regParam = regParam;
      this.elasticNet = elasticNet;
    }

    boolean hasL1() {
      return elasticNet > 0;
    }
  }

  private record Data(Family family, boolean weighted, Precision precision) {}

  private static final Map<Data, LabelledData> PACKED = new HashMap<>();
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    PACKED.values().forEach(LabelledData::close);
    spark.stop();
  }

  /** Features of different spread and away from zero; labels of least squares in thousands. */
  private static List<Example> examples(Family family, boolean weighted) {
    SplittableRandom random = new SplittableRandom(3);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double[] x = {
        random.nextGaussian(),
        2 + 3 * random.nextGaussian(),
        random.nextInt(3) == 0 ? 0.4 : 0,
        0.5 * random.nextGaussian() - 1
      };
      double score = x[0] - 0.4 * x[1] + 0.02 * x[3] + 0.7 * random.nextGaussian();
      double label =
          switch (family.text()) {
            case "gaussian" -> 20_000 + 5000 * score;
            case "binomial", "squaredHinge" -> score > 0.1 ? 1 : 0;
            case "poisson" -> Math.floor(Math.exp(0.3 * score + 1));
            case "gamma" -> Math.exp(0.3 * score - 2);
            case "tweedie(1.5)" -> score < 0 ? 0 : Math.exp(0.3 * score);
            default -> score > 0.5 ? 2 : score > -0.8 ? 1 : 0;
          };
      rows.add(new Example(x, label, weighted ? new double[] {1, 2, 0.5}[i % 3] : 1));
    }
    return rows;
  }

  private static LabelledData packed(Data data) {
    return PACKED.computeIfAbsent(
        data,
        wanted -> {
          List<Row> rows =
              examples(wanted.family(), wanted.weighted()).stream()
                  .map(e -> RowFactory.create(Vectors.dense(e.x()), e.label(), e.weight()))
                  .toList();
          Columns columns = new Columns("features", "label", wanted.weighted() ? "weight" : null);
          return LabelledData.pack(
              LocalSpark.table(spark, rows, 2),
              columns,
              wanted.family(),
              BadRows.FAIL,
              Order.AS_READ);
        });
  }

  private static List<Example> rounded(List<Example> rows) {
    return rows.stream()
        .map(
            row -> {
              double[] x = row.x().clone();
              for (int j = 0; j < x.length; j++) {
                x[j] = (float) x[j];
              }
              return new Example(x, row.label(), row.weight());
            })
        .toList();
  }

  private static ModelSettings model(
      Family family, Penalised penalty, boolean intercept, boolean standardization) {
    // Coefficients of least squares, and its L1 part, are in the labels' unit.
    double unit = family.equals(Family.gaussian()) ? 5000 : 1;
    Optional<Bound> lower = Optional.of(Bound.ofAll(-0.2 * unit));
    Optional<Bound> upper = Optional.of(Bound.ofAll(0.5 * unit));
    Bounds bounds =
        penalty == Penalised.BOX
            ? new Bounds(lower, upper, Optional.empty(), Optional.empty())
            : Bounds.NONE;
    double regParam = penalty.regParam * (penalty.hasL1() ? unit : 1);
    return new ModelSettings(
        family, regParam, penalty.elasticNet, intercept, standardization, bounds);
  }

  static Stream<Arguments> matrix() {
    List<Arguments> all = new ArrayList<>();
    int number = 0;
    for (Family family : FAMILIES) {
      for (Penalised penalty : Penalised.values()) {
        for (boolean auto : new boolean[] {true, false}) {
          for (int bits = 0; bits < 8; bits++) {
            boolean[] its = {(bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0};
            if (!auto && (Integer.bitCount(bits) + number / 2) % 2 == 0) {
              continue;
            }
            // Half fractions: each pair of settings occurs.
            boolean weighted = (Integer.bitCount(bits) + number) % 2 == 0;
            boolean isFloat = (Integer.bitCount(bits & 3) + number / 2) % 2 == 0;
            all.add(Arguments.of(family, penalty, auto, its[0], its[1], its[2], weighted, isFloat));
          }
          number++;
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1} auto={2} intercept={3} standardization={4} original={5}")
  @MethodSource("matrix")
  void theFitIsOptimalAndByTheMethodOfTheDocs(
      Family family,
      Penalised penalty,
      boolean auto,
      boolean intercept,
      boolean standardization,
      boolean original,
      boolean weighted,
      boolean isFloat) {
    ModelSettings model = model(family, penalty, intercept, standardization);
    Precision precision = isFloat ? Precision.FLOAT : Precision.DOUBLE;
    RunSettings run =
        new RunSettings(
            1,
            original ? RunSettings.Coordinates.ORIGINAL : RunSettings.Coordinates.AUTO,
            RunSettings.Start.AUTO,
            KernelMode.AUTO,
            precision);
    OptimizerSettings optimizer =
        auto ? new OptimizerSettings.Auto(Optional.empty()) : new OptimizerSettings.Lbfgs();
    StopSettings stop = new StopSettings(2000, NONE, NONE, auto ? 1e-16 : 1e-13, NONE);
    LabelledData data = packed(new Data(family, weighted, precision));
    LinearFit fit =
        LinearFit.fit(
            data.rows(),
            data.labels(),
            new TrainingSettings(model, optimizer, stop, run),
            RunControl.nobody());

    assertEquals(preset(penalty, auto), fit.optimizer().preset());
    assertEquals("converged", fit.stop().status(), () -> fit.stop().toString());
    assertOptimal(fit, model, examples(family, weighted), isFloat);
  }

  private static void assertOptimal(
      LinearFit fit, ModelSettings model, List<Example> given, boolean isFloat) {
    int classes = fit.theta().length / (FEATURES + 1);
    PlainObjective plain =
        new PlainObjective(isFloat ? rounded(given) : given, given, model, classes);
    double violation = plain.violation(fit.theta());
    double first = plain.violation(new double[fit.theta().length]);
    assertTrue(
        violation <= OPTIMAL * first,
        () -> violation / first + " of the gradient at zero; " + fit.stop() + fit.optimizer());
    double loss = plain.value(fit.theta());
    assertEquals(loss, fit.last().loss(), 1e-10 * loss);
  }

  private static String preset(Penalised penalty, boolean auto) {
    if (auto) {
      boolean smooth = penalty == Penalised.NOT || penalty == Penalised.L2;
      return smooth ? "auto (Newton)" : "auto (proximal Newton)";
    }
    return penalty.hasL1() ? "owlqn" : penalty == Penalised.BOX ? "lbfgsb" : "lbfgs";
  }
}
