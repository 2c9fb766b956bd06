package rllc.spark;

import rllc.run.BadInputException;
import rllc.settings.ModelSettings;
import rllc.settings.ModelSettings.Family;
import rllc.settings.RunSettings;
import rllc.settings.TrainingSettings;
import rllc.shard.MarginLoss;
import rllc.shard.Moments;
import rllc.train.Coordinates;
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
 * @param theta d coefficients, then the intercept, on the features' own scale
 * @param last the run's last point: an evaluation without a step
 * @param stop why the run ended there
 * @param optimizer what ran, every {@code auto} resolved
 */
public record LinearFit(double[] theta, StepRecord last, StopReason stop, OptimizerInfo optimizer) {
  /**
   * Trains on packed rows: a function of the data and the settings alone.
   *
   * @param family binomial or gaussian
   * @throws BadInputException if the labels are constant
   */
  public static LinearFit fit(
      PackedData data, Family family, TrainingSettings settings, RunControl control) {
    MarginLoss loss = family == Family.BINOMIAL ? MarginLoss.LOGISTIC : MarginLoss.SQUARED;
    Moments moments = data.moments();
    checkLabels(data);
    Coordinates coordinates = coordinates(moments, settings);
    try (SparkGradients gradients = new SparkGradients(data, settings.run().kernel())) {
      LinearObjective objective =
          new LinearObjective(
              gradients,
              loss,
              coordinates,
              penalty(family, moments, coordinates, settings.model()));
      double[] start = start(loss, moments, settings.run().start(), coordinates);
      LabelUnits units = units(family, moments, settings);
      double[] scaledStart = units.fromOwn(start);
      Training training =
          Training.prepare(
              settings.optimizer(), units.objective(objective), scaledStart, settings.run().seed());
      TrainingState last =
          Trainer.fit(
              training.start(scaledStart, units.fromOwn(settings.stop()), units.fromOwn(control)));
      return new LinearFit(
          coordinates.toOriginal(units.toOwn(last.theta())),
          units.toOwn(last.record()),
          last.stop().orElseThrow(),
          training.info());
    }
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

  private static LabelUnits units(Family family, Moments moments, TrainingSettings settings) {
    boolean scaled =
        family == Family.GAUSSIAN
            && settings.run().coordinates() != RunSettings.Coordinates.ORIGINAL
            && settings.optimizer().scalesWithLabels();
    return scaled ? LabelUnits.of(moments.labelDeviation()) : LabelUnits.NONE;
  }

  private static Coordinates coordinates(Moments moments, TrainingSettings settings) {
    boolean intercept = settings.model().fitIntercept();
    double[] deviations = moments.featureDeviations();
    return settings.run().coordinates() == RunSettings.Coordinates.ORIGINAL
        ? Coordinates.original(deviations, 1, intercept)
        : Coordinates.standardised(moments.featureMeans(), deviations, 1, intercept);
  }

  private static Penalty penalty(
      Family family, Moments moments, Coordinates coordinates, ModelSettings model) {
    double lambda = model.regParam() * (1 - model.elasticNetParam());
    // As MLlib and glmnet: the L2 part is relative to the label's spread.
    double relative = family == Family.GAUSSIAN ? lambda / moments.labelDeviation() : lambda;
    return Penalty.l2(relative, coordinates, moments.featureDeviations(), model.standardization());
  }

  private static double[] start(
      MarginLoss loss, Moments moments, RunSettings.Start start, Coordinates coordinates) {
    StartPoint point = start == RunSettings.Start.ZERO ? StartPoint.ZERO : StartPoint.PRIOR;
    return coordinates.fromOriginal(point.theta(loss, moments.labelMean(), coordinates.features()));
  }
}
