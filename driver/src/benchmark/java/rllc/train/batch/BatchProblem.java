package rllc.train.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.settings.OptimizerSettings;
import rllc.shard.Moments;
import rllc.train.ExperimentData;
import rllc.train.PilotExperiment;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.objective.Curvature;
import rllc.train.report.Outcome;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;

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
    double[] best = optimum(its.name(), objective, start);
    return new BatchProblem(
        its.name(),
        objective,
        start,
        objective.evaluate(start).loss(),
        best,
        objective.evaluate(best).loss(),
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
        coordinates.knowing(moments),
        Penalty.l2(its.reg(), coordinates, deviations, its.standard()));
  }

  /** Found once where there is a folder {@code optima} to keep it in. */
  private static double[] optimum(String name, LinearObjective objective, double[] start)
      throws IOException {
    Optional<Path> kept =
        Optional.ofNullable(System.getProperty("optima"))
            .map(folder -> Path.of(folder, name + "-" + objective.rows()));
    if (kept.isPresent() && Files.exists(kept.get())) {
      DoubleBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(kept.get())).asDoubleBuffer();
      double[] theta = new double[objective.dimension()];
      numbers.get(theta);
      return theta;
    }
    double[] theta = best(objective, start);
    if (kept.isPresent()) {
      ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * theta.length);
      bytes.asDoubleBuffer().put(theta);
      Files.write(kept.get(), bytes.array());
    }
    return theta;
  }

  private static double[] best(LinearObjective objective, double[] start) {
    int steps = Integer.getInteger("steps", 200);
    Outcome end = Runs.run(AUTO, objective, start, Stops.after(steps, 1e-9)).outcome();
    System.out.printf("f* after %.0f passes: %s%n", end.last().passes(), end.stop().text());
    return end.theta();
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
