package rllc.train;

import java.io.IOException;
import java.util.Optional;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.settings.OptimizerSettings;
import rllc.shard.Moments;

/**
 * One problem of {@link BatchExperiment}.
 *
 * @param start coefficients zero, intercepts the best ones for them
 * @param first f0, the loss there
 * @param optimum what preset auto finds with all rows
 * @param best f*, the loss there
 * @param lambda the largest eigenvalue of the Hessian at theta = 0, which rates are relative to
 */
record BatchProblem(
    String name,
    LinearObjective objective,
    double[] start,
    double first,
    double[] optimum,
    double best,
    double lambda) {
  private static final OptimizerSettings AUTO = new OptimizerSettings.Auto(Optional.empty());

  static BatchProblem of(BatchProblems.Case its) throws IOException {
    ExperimentData data = its.source().read();
    LinearObjective objective = objective(its, data);
    double[] start = objective.coordinates().fromOriginal(PilotExperiment.prior(data));
    double lambda = Curvature.estimate(objective, new double[objective.dimension()], 1).largest();
    TrainingState best = best(objective, start);
    return new BatchProblem(
        its.name(),
        objective,
        start,
        objective.evaluate(start).loss(),
        best.theta(),
        best.record().loss(),
        lambda);
  }

  private static LinearObjective objective(BatchProblems.Case its, ExperimentData data) {
    Moments moments = new Moments(data.features());
    data.blocks().forEach(moments::add);
    double[] deviations = moments.featureDeviations();
    int outputs = data.loss().outputs();
    Coordinates coordinates =
        its.standard()
            ? Coordinates.standardised(moments.featureMeans(), deviations, outputs, true)
            : Coordinates.original(deviations, outputs, true);
    return new LinearObjective(
        new LocalGradients(data.blocks(), KernelChoice.of(KernelMode.AUTO).kernels()),
        data.loss(),
        coordinates,
        Penalty.l2(its.reg(), coordinates, deviations, its.standard()));
  }

  private static TrainingState best(LinearObjective objective, double[] start) {
    Training training = Training.prepare(AUTO, objective, start, 1, KernelMode.AUTO);
    int steps = Integer.getInteger("steps", 200);
    return Trainer.fit(training.start(start, Stops.after(steps, 1e-9), RunControl.nobody()));
  }

  /** (f - f*) / (f0 - f*); infinite where a loss is not a number. */
  double gap(double loss) {
    return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : (loss - best) / (first - best);
  }

  @Override
  public String toString() {
    return String.format(
        "%s: %d rows, %d blocks, %d parameters, f0 = %.6f, f* = %.9f, lambda = %.4g",
        name, objective.rows(), objective.blocks(), objective.dimension(), first, best, lambda);
  }
}
