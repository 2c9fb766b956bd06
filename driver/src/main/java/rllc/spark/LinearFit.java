package rllc.spark;

import rllc.kernel.KernelMode;
import rllc.run.BadInputException;
import rllc.settings.ModelSettings;
import rllc.settings.ModelSettings.Family;
import rllc.settings.RunSettings;
import rllc.settings.TrainingSettings;
import rllc.shard.Loss;
import rllc.shard.MarginLoss;
import rllc.shard.Moments;
import rllc.shard.Softmax;
import rllc.train.BatchObjective;
import rllc.train.ClassShift;
import rllc.train.Coordinates;
import rllc.train.L1Penalty;
import rllc.train.LabelUnits;
import rllc.train.LinearObjective;
import rllc.train.OptimizerInfo;
import rllc.train.Penalty;
import rllc.train.RunControl;
import rllc.train.StartPoint;
import rllc.train.StepRecord;
import rllc.train.StopReason;
import rllc.train.Trainer;
import rllc.train.Training;
import rllc.train.TrainingState;

/**
 * A trained linear model.
 *
 * @param theta on the features' own scale: d coefficients, then the intercept; for K classes d * K,
 *     class-fastest, then K intercepts
 * @param last the run's last point: an evaluation without a step
 * @param stop why the run ended there
 * @param optimizer what ran, every {@code auto} resolved
 */
public record LinearFit(double[] theta, StepRecord last, StopReason stop, OptimizerInfo optimizer) {
  /**
   * Trains on packed rows: a function of the data and the settings alone.
   *
   * @param labels the family, and for several classes their number
   * @throws BadInputException if the labels are constant
   */
  public static LinearFit fit(
      PackedData data, Labels labels, TrainingSettings settings, RunControl control) {
    Family family = labels.family();
    Moments moments = data.moments();
    checkLabels(data);
    data.store(settings.run().precision());
    try (SparkGradients gradients = new SparkGradients(data, settings.run().kernel())) {
      LinearObjective objective = objective(gradients, moments, labels, settings);
      Coordinates coordinates = objective.coordinates();
      double[] start = start(loss(labels), data, settings.run().start(), coordinates);
      LabelUnits units = units(family, moments, settings);
      double[] scaledStart = units.fromOwn(start);
      Training training = training(settings, units.objective(objective), scaledStart);
      TrainingState last =
          Trainer.fit(
              training.start(scaledStart, units.fromOwn(settings.stop()), units.fromOwn(control)));
      return new LinearFit(
          theta(family, settings.model(), coordinates, units.toOwn(last.theta())),
          units.toOwn(last.record()),
          last.stop().orElseThrow(),
          training.info());
    }
  }

  private static Training training(
      TrainingSettings settings, BatchObjective objective, double[] start) {
    long seed = settings.run().seed();
    KernelMode kernel = settings.run().kernel();
    return settings.inBatches()
        ? Training.prepareBatches(
            settings.optimizer(), settings.batching(), objective, start, seed, kernel)
        : Training.prepare(settings.optimizer(), objective, start, seed, kernel);
  }

  /**
   * The objective at {@code theta}, which is given on the features' own scale: the same number
   * whatever made the model.
   */
  public static double objective(
      PackedData data, Labels labels, TrainingSettings settings, double[] theta) {
    try (SparkGradients gradients = new SparkGradients(data, settings.run().kernel())) {
      LinearObjective objective = objective(gradients, data.moments(), labels, settings);
      return objective.value(objective.coordinates().fromOriginal(theta));
    }
  }

  private static LinearObjective objective(
      SparkGradients gradients, Moments moments, Labels labels, TrainingSettings settings) {
    Loss loss = loss(labels);
    Coordinates coordinates = coordinates(moments, loss.outputs(), settings);
    return new LinearObjective(
        gradients,
        loss,
        coordinates,
        penalty(labels.family(), moments, coordinates, settings.model()),
        l1(moments, coordinates, settings.model()));
  }

  /**
   * Checks that there is something to learn, before anything is written.
   *
   * @throws BadInputException if the labels of all rows of positive weight are the same
   */
  public static void checkLabels(PackedData data) {
    Moments moments = data.moments();
    if (!(moments.labelDeviation() > 0)) {
      throw new BadInputException(
          "the labels must have two values or more among rows of positive weight, got only "
              + moments.labelMean());
    }
  }

  private static Loss loss(Labels labels) {
    return switch (labels.family()) {
      case BINOMIAL -> MarginLoss.LOGISTIC;
      case GAUSSIAN -> MarginLoss.SQUARED;
      case MULTINOMIAL -> new Softmax(labels.classes());
      case AUTO -> throw new IllegalArgumentException("`labels.family` must be resolved, got AUTO");
    };
  }

  private static LabelUnits units(Family family, Moments moments, TrainingSettings settings) {
    boolean scaled =
        family == Family.GAUSSIAN
            && settings.run().coordinates() != RunSettings.Coordinates.ORIGINAL
            && settings.optimizer().scalesWithLabels();
    return scaled ? LabelUnits.of(moments.labelDeviation()) : LabelUnits.NONE;
  }

  private static Coordinates coordinates(Moments moments, int outputs, TrainingSettings settings) {
    boolean intercept = settings.model().fitIntercept();
    double[] deviations = moments.featureDeviations();
    return settings.run().coordinates() == RunSettings.Coordinates.ORIGINAL
        ? Coordinates.original(deviations, outputs, intercept)
        : Coordinates.standardised(moments.featureMeans(), deviations, outputs, intercept);
  }

  private static Penalty penalty(
      Family family, Moments moments, Coordinates coordinates, ModelSettings model) {
    double lambda = model.regParam() * (1 - model.elasticNetParam());
    // As MLlib and glmnet: the L2 part is relative to the label's spread.
    double relative = family == Family.GAUSSIAN ? lambda / moments.labelDeviation() : lambda;
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

  private static double[] start(
      Loss loss, PackedData data, RunSettings.Start start, Coordinates coordinates) {
    StartPoint point = start == RunSettings.Start.ZERO ? StartPoint.ZERO : StartPoint.PRIOR;
    int d = coordinates.features();
    return coordinates.fromOriginal(
        loss instanceof MarginLoss scalar
            ? point.theta(scalar, data.moments().labelMean(), d)
            : point.theta(data.sum(new ClassWeightsFunction(loss.outputs())), d));
  }

  private static double[] theta(
      Family family, ModelSettings model, Coordinates coordinates, double[] u) {
    double[] theta = coordinates.toOriginal(u);
    return family == Family.MULTINOMIAL
        ? ClassShift.centred(theta, coordinates.outputs(), model.regParam() > 0)
        : theta;
  }
}
