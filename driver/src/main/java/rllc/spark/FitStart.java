package rllc.spark;

import rllc.settings.BatchSize;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.TrainingSettings;
import rllc.shard.MarginLoss;
import rllc.spark.data.PackedData;
import rllc.spark.gradient.ClassWeightsFunction;
import rllc.train.AutoPreset;
import rllc.train.Training;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.StartPoint;
import rllc.train.rows.WarmPass;
import rllc.train.rows.WarmStart;

/** Where a fit begins ({@code optimizer.start}), and whether that is all of it. */
final class FitStart {
  private FitStart() {}

  /**
   * Rows that preset auto learns one by one where it may make too few passes for anything else and
   * nobody has asked for batches or for a start without; 0 where batches are better.
   */
  static int rowsAlone(LinearObjective objective, TrainingSettings settings) {
    RunSettings.Start start = settings.run().start();
    boolean open =
        settings.inBatches()
            && settings.batching().size().kind() == BatchSize.Kind.AUTO
            && settings.optimizer() instanceof OptimizerSettings.Auto auto
            && auto.c1().isEmpty()
            && (start == RunSettings.Start.AUTO || start == RunSettings.Start.WARM);
    return open ? WarmPass.rowsAlone(objective, settings.stop().maxPasses().orElseThrow()) : 0;
  }

  /**
   * @param alone what {@link #rowsAlone} says
   */
  static WarmStart of(
      LinearObjective objective, PackedData data, TrainingSettings settings, int alone) {
    RunSettings.Start wanted = settings.run().start();
    StartPoint point = wanted == RunSettings.Start.ZERO ? StartPoint.ZERO : StartPoint.PRIOR;
    Coordinates coordinates = objective.coordinates();
    int d = coordinates.features();
    double[] u =
        coordinates.fromOriginal(
            objective.loss() instanceof MarginLoss scalar
                ? point.theta(scalar, data.moments().labelMean(), d)
                : point.theta(data.sum(new ClassWeightsFunction(coordinates.outputs())), d));
    long seed = settings.run().seed();
    if (alone > 0) {
      return WarmPass.alone(objective, u, seed, alone);
    }
    boolean warm =
        wanted == RunSettings.Start.WARM
            || wanted == RunSettings.Start.AUTO
                && !settings.inBatches()
                && settings.optimizer() instanceof OptimizerSettings.Auto auto
                && AutoPreset.warm(auto, Training.profile(objective), settings.stop().maxPasses());
    return warm ? WarmPass.start(objective, u, seed) : WarmStart.none(u);
  }
}
