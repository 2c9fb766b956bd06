package rllc.train.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import rllc.kernel.JavaKernels;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.shard.BlockBuilder;
import rllc.shard.Moments;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.report.Outcome;
import rllc.train.run.RunControl;
import rllc.train.run.RunOrigin;
import rllc.train.run.Runner;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;

/** What small steps give before a run, and when they give nothing. */
class SmallStepsTest {
  private static final int FEATURES = 4;
  private static final double WHOLE = 1.5;

  /** A row of the data: features (the last one constant), label and weight. */
  private record Labelled(double[] x, double label, double weight) {}

  /** Labels follow the first two features with a deviation of one around their sum. */
  private static List<Labelled> rows(int count, boolean noise) {
    SplittableRandom random = new SplittableRandom(9);
    List<Labelled> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] x = {
        random.nextGaussian(), 30 + 10 * random.nextGaussian(), random.nextGaussian(), 0.3
      };
      double score = 2 * x[0] + 0.2 * (x[1] - 30) + random.nextGaussian();
      double label = (noise ? random.nextGaussian() : score) > 0 ? 1 : 0;
      rows.add(new Labelled(x, label, 0.5 + random.nextDouble()));
    }
    return rows;
  }

  private static LinearObjective objective(List<Labelled> rows, Loss loss, double lambda) {
    BlockBuilder builder = new BlockBuilder(FEATURES);
    for (int i = 0; i < rows.size(); i++) {
      builder.addDense(rows.get(i).label(), rows.get(i).weight(), rows.get(i).x());
      if (i % 100 == 99) {
        builder.finish();
      }
    }
    builder.finish();
    List<rllc.shard.Block> blocks = builder.drain();
    LocalGradients source = new LocalGradients(blocks, new JavaKernels());
    Moments moments = new Moments(FEATURES);
    blocks.forEach(moments::add);
    double[] deviations = moments.featureDeviations();
    Coordinates coordinates = Coordinates.original(deviations, loss.outputs(), true);
    Penalty penalty = Penalty.l2(lambda, coordinates, deviations, true);
    return new LinearObjective(source, loss, coordinates, penalty);
  }

  private static double[] zero(LinearObjective objective) {
    return new double[objective.dimension()];
  }

  /**
   * A run that ends where small steps have led.
   *
   * @param passes of the small steps
   */
  private record Warm(double[] theta, String note, double passes) {}

  private static Warm warm(LinearObjective objective, double[] start) {
    StopSettings stop = StopSettings.DEFAULT.withMaxPasses(OptionalDouble.of(1e-9));
    Outcome end =
        new Runner<>(
                objective,
                List.of(SmallSteps.before(objective, 1)),
                new RowsAlone(),
                stop,
                Optional.empty(),
                RunControl.nobody())
            .run(new RunOrigin(start, start, 0.7));
    double passes = end.optimizer().passes();
    return new Warm(end.theta(), end.optimizer().reason(), passes);
  }

  private static Warm warm(LinearObjective objective) {
    return warm(objective, zero(objective));
  }

  /** The objective at the warm start as a part of the way from zero to the optimum. */
  private static double gap(LinearObjective objective, Warm warm) {
    double first = objective.value(zero(objective));
    StopSettings stop = Stops.after(200, 1e-12);
    double best =
        Runs.run(new OptimizerSettings.Lbfgs(), objective, zero(objective), stop).last().loss();
    return (objective.value(warm.theta()) - best) / (first - best);
  }

  @Test
  void onePassComesNearTheOptimum() {
    for (Loss loss : new Loss[] {MarginLoss.LOGISTIC, MarginLoss.SQUARED, new Softmax(2)}) {
      LinearObjective objective = objective(rows(4000, false), loss, 1e-3);
      Warm warm = warm(objective);
      assertEquals(RowBudget.WARM_PASSES, warm.passes(), 1e-3);
      assertTrue(gap(objective, warm) < 0.03, loss + ": " + gap(objective, warm));
    }
  }

  @Test
  void sortedLabelsDoNoHarm() {
    List<Labelled> rows = rows(4000, false);
    rows.sort(java.util.Comparator.comparingDouble(Labelled::label));
    LinearObjective objective = objective(rows, MarginLoss.LOGISTIC, 1e-3);
    double gap = gap(objective, warm(objective));
    assertTrue(gap < 0.02, "gap " + gap);
  }

  @Test
  void severalClassesOfWhichOneHasNoRows() {
    List<Labelled> rows = new ArrayList<>();
    for (Labelled row : rows(3000, false)) {
      rows.add(new Labelled(row.x(), row.x()[2] > 1 ? 3 : row.label(), row.weight()));
    }
    LinearObjective objective = objective(rows, new Softmax(5), 1e-3);
    double gap = gap(objective, warm(objective));
    assertTrue(gap < 0.05, "gap " + gap);
  }

  @Test
  void rowsWithoutWeightAndConstantFeaturesChangeNothing() {
    List<Labelled> rows = rows(1000, false);
    LinearObjective objective = objective(rows, MarginLoss.LOGISTIC, 1e-3);
    double[] theta = warm(objective).theta();
    assertEquals(0, theta[FEATURES - 1]);
    rows.add(new Labelled(new double[] {1e9, 1, 1, 7}, 1, 0));
    LinearObjective more = objective(rows, MarginLoss.LOGISTIC, 1e-3);
    assertArrayEquals(theta, warm(more).theta());
  }

  @Test
  void unitsOfFeaturesDoNotMatter() {
    double[] theta = theta(j -> 1);
    double[] scaled = theta(j -> j == 1 ? 1024 : 0.5);
    for (int j = 0; j < FEATURES - 1; j++) {
      assertEquals(theta[j], scaled[j] * (j == 1 ? 1024 : 0.5), 1e-12);
    }
    assertEquals(theta[FEATURES], scaled[FEATURES], 1e-9);
  }

  private static double[] theta(IntToDoubleFunction factor) {
    List<Labelled> rows = rows(500, false);
    rows.forEach(
        row -> {
          for (int j = 0; j < FEATURES; j++) {
            row.x()[j] *= factor.applyAsDouble(j);
          }
        });
    LinearObjective objective = objective(rows, MarginLoss.LOGISTIC, 1e-2);
    return warm(objective).theta();
  }

  @Test
  void theStartIsKeptWhereNothingIsLearnt() {
    LinearObjective objective = objective(rows(300, true), MarginLoss.LOGISTIC, 0);
    double[] start = zero(objective);
    Warm warm = warm(objective, start);
    assertArrayEquals(start, warm.theta());
    assertTrue(warm.note().endsWith("dropped"), warm.note());
    assertTrue(warm.passes() > 1);
  }

  /** Steps over rows alone have no state to go on from; they are taken again, to the same bits. */
  @Test
  void aRunOfSmallStepsAloneGoesOnFromItsOnlyState() {
    LinearObjective objective = objective(rows(2000, false), MarginLoss.LOGISTIC, 1e-3);
    assertArrayEquals(warm(objective).theta(), warm(objective).theta());
    Runner<LinearObjective> run =
        new Runner<>(
            objective,
            new RowsAlone(),
            StopSettings.DEFAULT.withMaxPasses(OptionalDouble.of(0.5)),
            RunControl.nobody());
    RunOrigin origin = RunOrigin.of(zero(objective));
    Outcome whole = run.run(origin);
    Outcome rest = run.resume(Runs.stateAfter(0, run, origin));
    assertArrayEquals(whole.theta(), rest.theta());
    assertEquals(whole.last().loss(), rest.last().loss());
    assertEquals(whole.stop(), rest.stop());
  }

  @Test
  void tooFewRowsAreLeftAlone() {
    LinearObjective objective = objective(rows(15, false), MarginLoss.LOGISTIC, 0);
    assertEquals(0, warm(objective).passes());
  }

  @Test
  void startsWithCoefficientsAreRefused() {
    LinearObjective objective = objective(rows(100, false), MarginLoss.LOGISTIC, 0);
    double[] u = zero(objective);
    u[1] = 0.5;
    Exception refused = assertThrows(IllegalArgumentException.class, () -> warm(objective, u));
    assertTrue(refused.getMessage().contains("coefficients"), refused.getMessage());
  }

  @Test
  void rowsFarFromZeroAreNotLearntAlone() {
    assertTrue(rowsAloneAt(1e5) > 0);
    assertEquals(0, rowsAloneAt(1e7));
  }

  private static int rowsAloneAt(double mean) {
    double[] one = {1};
    LinearObjective near = objective(rows(100, false), MarginLoss.LOGISTIC, 0);
    Coordinates coordinates = Coordinates.standardised(new double[] {mean}, one, 1, true);
    Penalty penalty = Penalty.l2(0, coordinates, one, true);
    return SmallSteps.rowsAlone(
        new LinearObjective(near.source(), MarginLoss.LOGISTIC, coordinates, penalty), WHOLE);
  }
}
