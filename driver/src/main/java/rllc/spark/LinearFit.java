package rllc.spark;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import rllc.family.Family;
import rllc.kernel.KernelReport;
import rllc.loss.Loss;
import rllc.settings.Bounds;
import rllc.settings.ModelSettings;
import rllc.settings.RunSettings;
import rllc.settings.TrainingSettings;
import rllc.shard.Moments;
import rllc.spark.data.DataChecks;
import rllc.spark.data.PackedData;
import rllc.spark.gradient.FitSource;
import rllc.spark.gradient.SparkGradients;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Labels;
import rllc.spark.score.Validation;
import rllc.train.MemoryBudget;
import rllc.train.Plan;
import rllc.train.linear.Coordinates;
import rllc.train.linear.L1Penalty;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.objective.Box;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.Outcome;
import rllc.train.report.StepRecord;
import rllc.train.report.StopReason;
import rllc.train.report.ValidationSummary;
import rllc.train.run.PointScorer;
import rllc.train.run.RunControl;
import rllc.train.run.Runner;

/**
 * A trained linear model.
 *
 * @param theta on the features' own scale: d coefficients, then the intercept; for K classes d * K,
 *     class-fastest, then K intercepts
 * @param last the run's last point: an evaluation without a step; with validation, loss and
 *     gradient norm are those of the best point, whose model this is
 * @param stop why the run ended there
 * @param optimizer what ran, every {@code auto} resolved
 * @param validation what the validation rows have shown, if there were any
 * @param kernels that the executors have used, each that differs
 */
public record LinearFit(
    double[] theta,
    StepRecord last,
    StopReason stop,
    OptimizerInfo optimizer,
    Optional<ValidationSummary> validation,
    List<KernelReport> kernels) {
  /** The same, ended for another reason. */
  public LinearFit endedBy(StopReason reason) {
    return new LinearFit(theta, last, reason, optimizer, validation, kernels);
  }

  /**
   * Trains on packed rows: a function of the data and the settings alone.
   *
   * @param labels the family, and for several classes their number
   * @throws BadInputException if the rows cannot be trained on ({@link DataChecks})
   */
  public static LinearFit fit(
      PackedData data, Labels labels, TrainingSettings settings, RunControl control) {
    return fit(data, Optional.empty(), labels, settings, FitOrigin.BEGINNING, control);
  }

  /**
   * The same with validation rows if {@code stop.validation} is set: the best model by their score
   * is the result.
   *
   * @param origin where the run begins
   * @throws BadInputException also if the score is not defined for their labels
   * @throws IllegalArgumentException if the origin has another size than the data
   */
  public static LinearFit fit(
      PackedData data,
      Optional<PackedData> validation,
      Labels labels,
      TrainingSettings settings,
      FitOrigin origin,
      RunControl control) {
    if (validation.isPresent() != settings.stop().validation().isPresent()) {
      throw new IllegalArgumentException("validation rows and `stop.validation` go together");
    }
    checkMemory(data, labels, settings);
    DataChecks.check(data, labels, settings.model());
    try (SparkGradients gradients = SparkGradients.forFit(data, settings.run())) {
      return fit(gradients, validation, labels, settings, origin, control);
    }
  }

  /** The same with sums that the caller has, over rows that it has checked. */
  public static LinearFit fit(
      FitSource source,
      Optional<PackedData> validation,
      Labels labels,
      TrainingSettings settings,
      FitOrigin origin,
      RunControl control) {
    Family family = labels.family();
    Optional<Validation> judge = validation.map(rows -> Validation.of(rows, family, settings));
    LinearObjective objective = objective(source, labels, settings);
    if (Plan.inBatches(settings, objective)) {
      source.cutForBatches();
    }
    Plan plan = Plan.of(settings, objective);
    UnaryOperator<double[]> own = u -> theta(family, settings.model(), objective, u);
    Runner<LinearObjective> runner =
        new Runner<>(
            objective,
            plan.phases(),
            plan.method(),
            settings.stop(),
            judge.map(rows -> new PointScorer(rows.score(), u -> rows.of(own.apply(u)))),
            control);
    Outcome end =
        origin.state().isPresent()
            ? runner.resume(origin.state().get())
            : runner.run(
                FitStart.of(
                    objective,
                    family,
                    source.data(),
                    settings.run().start(),
                    origin.checked(objective)));
    return new LinearFit(
        own.apply(end.theta()),
        end.last(),
        end.stop(),
        end.optimizer(),
        end.validation(),
        source.kernelsSeen());
  }

  /** Whether one pass tells the Hessian at every point, and the fit goes by it. */
  public static boolean hasOneHessian(FitSource source, Labels labels, TrainingSettings settings) {
    return Plan.hasOneHessian(settings, objective(source, labels, settings));
  }

  /**
   * The objective at {@code theta}, which is given on the features' own scale: the same number
   * whatever made the model.
   */
  public static double objective(
      PackedData data, Labels labels, TrainingSettings settings, double[] theta) {
    try (SparkGradients gradients = new SparkGradients(data, settings.run().kernel())) {
      LinearObjective objective = objective(gradients, labels, settings);
      return objective.value(objective.fromOriginal(theta));
    }
  }

  private static LinearObjective objective(
      FitSource source, Labels labels, TrainingSettings settings) {
    Moments moments = source.data().moments();
    Loss loss = labels.loss();
    Coordinates coordinates = coordinates(moments, loss.outputs(), settings).knowing(moments);
    return new LinearObjective(
        source,
        loss,
        coordinates,
        penalty(labels.family(), moments, coordinates, settings.model()),
        l1(moments, coordinates, settings.model()),
        box(settings.model().bounds(), coordinates),
        unit(labels.family(), moments, settings));
  }

  private static Box box(Bounds bounds, Coordinates coordinates) {
    int outputs = coordinates.outputs();
    int d = coordinates.features();
    return bounds.isNone()
        ? Box.NONE
        : coordinates.box(bounds.lower(outputs, d), bounds.upper(outputs, d));
  }

  /**
   * Checks, before a pass over the rows, that this JVM's memory can hold the training.
   *
   * @throws IllegalArgumentException if not ({@link MemoryBudget})
   */
  public static void checkMemory(PackedData data, Labels labels, TrainingSettings settings) {
    MemoryBudget.of(
            settings,
            data.rows(),
            data.entries(),
            data.features(),
            labels.outputs(),
            data.parallelTasks())
        .check(Runtime.getRuntime().maxMemory());
  }

  /**
   * Checks that the validation rows can be scored, before anything is written.
   *
   * @throws BadInputException if the score is not defined for their labels
   * @throws IllegalArgumentException if {@code stop.metric} is not one of the family's
   */
  public static void checkValidation(
      PackedData validation, Labels labels, TrainingSettings settings) {
    Validation.of(validation, labels.family(), settings);
  }

  /** The power of two at or below the labels' unit, for methods that a unit matters to. */
  private static double unit(Family family, Moments moments, TrainingSettings settings) {
    boolean scaled = settings.optimizer().scalesWithLabels() || !settings.model().bounds().isNone();
    double unit = family.labelUnit(moments.labelDeviation());
    return scaled ? Math.scalb(1.0, Math.getExponent(unit)) : 1;
  }

  private static Coordinates coordinates(Moments moments, int outputs, TrainingSettings settings) {
    boolean intercept = settings.model().fitIntercept();
    double[] deviations = moments.featureDeviations();
    if (settings.run().coordinates() != RunSettings.Coordinates.ORIGINAL
        && settings.model().bounds().onIntercepts()) {
      // Centred, an intercept is a sum of coordinates, which no box bounds. As in MLlib.
      return Coordinates.scaled(deviations, outputs, intercept);
    }
    return settings.run().coordinates() == RunSettings.Coordinates.ORIGINAL
        ? Coordinates.original(deviations, outputs, intercept)
        : Coordinates.standardised(moments.featureMeans(), deviations, outputs, intercept);
  }

  private static Penalty penalty(
      Family family, Moments moments, Coordinates coordinates, ModelSettings model) {
    double lambda = model.regParam() * (1 - model.elasticNetParam());
    double relative = lambda / family.labelUnit(moments.labelDeviation());
    return Penalty.l2(relative, coordinates, moments.featureDeviations(), model.standardization());
  }

  /** In the label's own units MLlib's L1 part is not divided by the label's spread. */
  private static L1Penalty l1(Moments moments, Coordinates coordinates, ModelSettings model) {
    return L1Penalty.of(
        model.regParam() * model.elasticNetParam(),
        coordinates,
        moments.featureDeviations(),
        model.standardization());
  }

  private static double[] theta(
      Family family, ModelSettings model, LinearObjective objective, double[] u) {
    double[] theta = objective.toOriginal(u);
    Coordinates coordinates = objective.coordinates();
    if (!model.bounds().isNone()) {
      int outputs = coordinates.outputs();
      int d = coordinates.features();
      // Dividing by a scale and multiplying again may end one rounding beyond a bound.
      return new Box(model.bounds().lower(outputs, d), model.bounds().upper(outputs, d))
          .nearest(theta);
    }
    return family.identified(theta, coordinates.outputs(), model.regParam() > 0);
  }
}
