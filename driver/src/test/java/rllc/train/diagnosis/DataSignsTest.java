package rllc.train.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rllc.family.Family;
import rllc.family.Score;
import rllc.kernel.KernelMode;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.RunSettings.Coordinates;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.shard.BlockBuilder;
import rllc.shard.Moments;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.StopReason;

class DataSignsTest {
  private static final int ROWS = 1000;

  /** Columns of sizes 1, 1 and {@code size}. */
  private static Moments moments(double size) {
    BlockBuilder builder = new BlockBuilder(3);
    for (int i = 0; i < ROWS; i++) {
      builder.addDense(i % 2, 1, new double[] {i % 3 - 1, i % 5 - 2, size * (i % 7 - 3)});
    }
    builder.finish();
    Moments moments = new Moments(3);
    builder.drain().forEach(moments::add);
    return moments;
  }

  private static List<Diagnosis> found(
      double regParam,
      boolean standardization,
      Coordinates coordinates,
      double size,
      Map<String, Double> train,
      Optional<Evidence.Scored> validation,
      Optional<Collinearity> collinearity) {
    TrainingSettings settings =
        new TrainingSettings(
            new ModelSettings(Family.auto(), regParam, 0, true, standardization),
            new OptimizerSettings.Auto(Optional.empty()),
            StopSettings.DEFAULT,
            new RunSettings(
                1,
                coordinates,
                RunSettings.Start.AUTO,
                KernelMode.JAVA,
                RunSettings.Precision.DOUBLE));
    return Diagnosis.of(
        new Evidence(
            settings,
            List.of(),
            new StopReason.Converged("done"),
            OptimizerInfo.plain("auto", "as set", 0, 2),
            moments(size),
            j -> "x" + j,
            train,
            validation,
            collinearity));
  }

  private static List<Diagnosis> scaled(boolean standardization, Coordinates at, double size) {
    return found(1e-3, standardization, at, size, Map.of(), Optional.empty(), Optional.empty());
  }

  private static void assertSign(
      String sign, String setting, String remedy, List<Diagnosis> found) {
    assertEquals(1, found.size(), found.toString());
    assertEquals(sign, found.get(0).sign());
    assertEquals(setting, found.get(0).setting());
    assertEquals(remedy, found.get(0).remedy());
  }

  @Test
  void columnsAreBadlyScaledIfNothingScalesThem() {
    assertSign(
        "badly scaled columns",
        "optimizer.coordinates",
        "auto",
        scaled(true, Coordinates.ORIGINAL, 1e4));
    List<Diagnosis> penalised = scaled(false, Coordinates.AUTO, 1e4);
    assertSign("badly scaled columns", "model.standardization", "true", penalised);
    assertTrue(penalised.get(0).finding().startsWith("x2 is of size "), penalised.toString());
    assertEquals(List.of(), scaled(true, Coordinates.AUTO, 1e4));
    assertEquals(List.of(), scaled(false, Coordinates.ORIGINAL, 10));
  }

  private static Optional<Collinearity> collinearity(double noise) {
    // x2 = x0 - x1 + noise, with x0 and x1 of variance 1 and uncorrelated.
    return Collinearity.of(
        new double[][] {{1, 0, 1, 0}, {0, 1, -1, 0}, {1, -1, 2 + noise, 0}, {0, 0, 0, 0}});
  }

  private static List<Diagnosis> collinear(double regParam, double noise) {
    return found(
        regParam, true, Coordinates.AUTO, 1, Map.of(), Optional.empty(), collinearity(noise));
  }

  @Test
  void aColumnThatIsACombinationOfOthersIsNamedWithThem() {
    List<Diagnosis> exact = collinear(0, 0);
    assertSign("collinear columns", "model.regParam", "0.001", exact);
    assertEquals(Double.POSITIVE_INFINITY, exact.get(0).value());
    assertTrue(exact.get(0).finding().startsWith("x2, x"), exact.toString());
    assertSign("collinear columns", "model.regParam", "0.001", collinear(0, 1e-8));
    assertEquals(List.of(), collinear(0, 0.1));
    assertEquals(List.of(), collinear(1e-6, 0), "a penalty determines the coefficients");
  }

  @Test
  void theConditionIndexIsTheRootOfTheEigenvaluesRatio() {
    Collinearity found = Collinearity.of(new double[][] {{4, 4 * 0.6}, {4 * 0.6, 4}}).orElseThrow();
    assertEquals(Math.sqrt(1.6 / 0.4), found.index(), 1e-12);
    assertEquals(Optional.empty(), Collinearity.of(new double[][] {{4, 0}, {0, 0}}));
  }

  private static List<Diagnosis> scored(
      double regParam, double accuracy, double train, double held) {
    return found(
        regParam,
        true,
        Coordinates.AUTO,
        1,
        Map.of("accuracy", accuracy, "logLoss", train),
        Optional.of(new Evidence.Scored(Map.of("logLoss", held), 500, Score.LOG_LOSS)),
        Optional.empty());
  }

  @Test
  void classesAreSeparableIfNoTrainingRowIsMissedWithoutAPenalty() {
    assertSign("separable classes", "model.regParam", "0.001", scored(0, 1, 1e-3, 1e-3));
    assertEquals(List.of(), scored(1e-5, 1, 1e-3, 1e-3));
  }

  @Test
  void aModelThatIsWorseOnValidationRowsIsOverfitted() {
    assertSign("overfitting", "model.regParam", "0.0020", scored(2e-4, 0.9, 0.2, 0.3));
    assertSign("overfitting", "model.regParam", "0.001", scored(0, 0.9, 0.2, 0.3));
    assertEquals(List.of(), scored(0, 0.9, 0.3, 0.32));
  }
}
