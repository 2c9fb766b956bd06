package rllc.jobs.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.regression.GeneralizedLinearRegression;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.family.Family;
import rllc.ml.LinearModel;
import rllc.ml.SparkModels;
import rllc.settings.ModelSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.spark.input.NumericTable;

/**
 * Spark MLlib's own LogisticRegression or LinearRegression with the same settings: its {@code
 * fit()}.
 *
 * @param problem whose settings of the model, stop.tol and stop.maxSteps (maxIter) are used
 * @param solver of LinearRegression: {@code l-bfgs} or {@code normal}
 */
public record MllibContestant(Problem problem, String solver) implements Contestant {
  /** Above so many features LinearRegression has no normal equations. */
  static final int MOST_NORMAL_FEATURES = 4096;

  /** A fitted model, and the objective after each iteration in MLlib's unit. */
  private record Fitted(PipelineStage model, double[] history) {
    double[] theta() {
      return LinearModel.of(SparkModels.pipeline(model)).theta();
    }
  }

  /**
   * MLlib's trainers for a problem: L-BFGS (OWL-QN with an L1 part), and for least squares with few
   * features the normal equations, which are MLlib's own first choice there. None for least squares
   * with bounds, which LinearRegression does not have. For models with a log link iteratively
   * reweighted least squares, if there are few features and no penalty and no bounds:
   * GeneralizedLinearRegression's penalty is relative to the weights of its last iteration, which
   * is another objective. None for support vector machines: LinearSVC has another loss.
   */
  public static List<Contestant> all(Problem problem) {
    boolean few = problem.features() <= MOST_NORMAL_FEATURES;
    return switch (problem.labels().family().savedAs()) {
      case LOGISTIC_REGRESSION -> by(problem, "l-bfgs");
      case LINEAR_REGRESSION ->
          !problem.settings().model().bounds().isNone()
              ? List.of()
              : few ? by(problem, "l-bfgs", "normal") : by(problem, "l-bfgs");
      case GENERALIZED_LINEAR_REGRESSION ->
          few
                  && problem.settings().model().regParam() == 0
                  && problem.settings().model().bounds().isNone()
              ? by(problem, "irls")
              : List.of();
      case LINEAR_SVC -> List.of();
    };
  }

  private static List<Contestant> by(Problem problem, String... solvers) {
    return Arrays.stream(solvers)
        .<Contestant>map(solver -> new MllibContestant(problem, solver))
        .toList();
  }

  private Family family() {
    return problem.labels().family();
  }

  private TrainingSettings settings() {
    return problem.settings();
  }

  /** MLlib's own default where our steps are batches. */
  private int maxIter() {
    return settings().inBatches() ? 100 : settings().stop().maxSteps();
  }

  @Override
  public String name() {
    return isNormal() ? "mllib-normal" : "mllib";
  }

  private boolean isNormal() {
    return solver.equals("normal");
  }

  @Override
  public Outcome run(Dataset<Row> table) {
    try (MllibWatch watch = MllibWatch.begin(table.sparkSession().sparkContext())) {
      long start = System.nanoTime();
      Fitted fitted =
          switch (family().savedAs()) {
            case LOGISTIC_REGRESSION -> logistic(table);
            case LINEAR_REGRESSION -> linear(table);
            case GENERALIZED_LINEAR_REGRESSION -> reweighted(table);
            case LINEAR_SVC -> throw new IllegalStateException("MLlib has no such trainer");
          };
      double seconds = (System.nanoTime() - start) * 1e-9;
      return isNormal() || solver.equals("irls")
          ? untold(fitted, seconds)
          : iterated(fitted, seconds, watch.end());
    }
  }

  private Fitted logistic(Dataset<Row> table) {
    ModelSettings model = settings().model();
    StopSettings stop = settings().stop();
    LogisticRegression trainer =
        new LogisticRegression()
            .setFamily(family().text())
            .setWeightCol(NumericTable.COLUMNS.weight())
            .setRegParam(model.regParam())
            .setElasticNetParam(model.elasticNetParam())
            .setFitIntercept(model.fitIntercept())
            .setStandardization(model.standardization())
            .setTol(stop.tol())
            .setMaxIter(maxIter());
    MllibBounds.set(trainer, model.bounds(), problem.labels().outputs(), problem.features());
    LogisticRegressionModel fitted = trainer.fit(table);
    return new Fitted(fitted, fitted.summary().objectiveHistory());
  }

  private Fitted linear(Dataset<Row> table) {
    ModelSettings model = settings().model();
    StopSettings stop = settings().stop();
    LinearRegressionModel fitted =
        new LinearRegression()
            .setSolver(solver)
            .setWeightCol(NumericTable.COLUMNS.weight())
            .setRegParam(model.regParam())
            .setElasticNetParam(model.elasticNetParam())
            .setFitIntercept(model.fitIntercept())
            .setStandardization(model.standardization())
            .setTol(stop.tol())
            .setMaxIter(maxIter())
            .fit(table);
    return new Fitted(fitted, fitted.summary().objectiveHistory());
  }

  /** A pass an iteration, which sums up normal equations; they are solved on the driver. */
  private Fitted reweighted(Dataset<Row> table) {
    ModelSettings model = settings().model();
    String[] parts = family().text().split("[()]");
    GeneralizedLinearRegression trainer =
        new GeneralizedLinearRegression()
            .setFamily(parts[0])
            .setWeightCol(NumericTable.COLUMNS.weight())
            .setFitIntercept(model.fitIntercept())
            .setTol(settings().stop().tol())
            .setMaxIter(maxIter());
    if (parts.length > 1) {
      trainer.setVariancePower(Double.parseDouble(parts[1])).setLinkPower(0);
    } else {
      trainer.setLink("log");
    }
    GeneralizedLinearRegressionModel fitted = trainer.fit(table);
    return new Fitted(fitted, new double[fitted.summary().numIterations() + 1]);
  }

  /** Of objectives on the way nothing is known. */
  private Outcome untold(Fitted fitted, double seconds) {
    int passes = Math.max(1, fitted.history().length - 1);
    return new Outcome(
        name(),
        name(),
        isNormal() || passes < maxIter() ? "converged" : "max-steps",
        isNormal() ? "normal equations" : passes + " iterations",
        Optional.of(fitted.theta()),
        passes,
        OptionalDouble.of(passes),
        seconds,
        List.of());
  }

  private Outcome iterated(Fitted fitted, double seconds, MllibWatch.Times times) {
    int steps = fitted.history().length - 1;
    boolean limit = steps >= maxIter();
    boolean counted = times.evaluations().size() > steps;
    OptionalDouble passes =
        counted ? OptionalDouble.of(times.evaluations().size()) : OptionalDouble.empty();
    return new Outcome(
        name(),
        name(),
        limit ? "max-steps" : "converged",
        limit ? steps + " iterations" : "Breeze's rules after " + steps + " iterations",
        Optional.of(fitted.theta()),
        steps,
        passes,
        seconds,
        counted ? times.trajectory(fitted.history(), problem.mllibLossUnit()) : List.of());
  }
}
