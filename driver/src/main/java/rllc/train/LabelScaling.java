package rllc.train;

import java.util.Arrays;
import java.util.OptionalDouble;
import rllc.settings.StopSettings;
import rllc.train.objective.Batch;
import rllc.train.objective.BatchObjective;
import rllc.train.objective.Box;
import rllc.train.objective.Evaluation;
import rllc.train.run.RunControl;
import rllc.train.run.StepRecord;

/**
 * Least squares in units of the label's spread sigma: f(sigma v) / sigma^2 as a function of v. Line
 * searches and first steps suppose that solutions are of the order of one, and a house costs
 * 200,000. The Hessian is the same, so c1 and the law are too; records and results are given back
 * in the label's own units. Sigma is a power of two: no bit is rounded.
 *
 * @param sigma a power of two
 */
public record LabelScaling(double sigma) {
  /** Labels as they are. */
  public static final LabelScaling NONE = new LabelScaling(1);

  /** The power of two at or below a deviation > 0. */
  public static LabelScaling of(double deviation) {
    return new LabelScaling(Math.scalb(1.0, Math.getExponent(deviation)));
  }

  /** {@code base} in these units; itself where they are the labels' own. */
  public BatchObjective objective(BatchObjective base) {
    if (sigma == 1) {
      return base;
    }
    return new BatchObjective() {
      @Override
      public int dimension() {
        return base.dimension();
      }

      @Override
      public Evaluation evaluate(double[] v) {
        return scaled(base.evaluate(times(sigma, v)));
      }

      @Override
      public Evaluation[] evaluate(double[][] points, Batch batch) {
        double[][] own = Arrays.stream(points).map(v -> times(sigma, v)).toArray(double[][]::new);
        return Arrays.stream(base.evaluate(own, batch))
            .map(LabelScaling.this::scaled)
            .toArray(Evaluation[]::new);
      }

      @Override
      public long rows() {
        return base.rows();
      }

      @Override
      public int blocks() {
        return base.blocks();
      }

      @Override
      public int mostPoints() {
        return base.mostPoints();
      }

      @Override
      public double[] l1Weights() {
        return times(1 / sigma, base.l1Weights());
      }

      @Override
      public Box box() {
        return base.box().times(1 / sigma);
      }

      @Override
      public double[] hessianVector(double[] v, double[] direction, Batch batch) {
        return base.hessianVector(times(sigma, v), direction, batch);
      }

      @Override
      public boolean curvedMostAtZero() {
        return base.curvedMostAtZero();
      }
    };
  }

  private Evaluation scaled(Evaluation own) {
    return new Evaluation(
        own.loss() / sigma / sigma,
        times(1 / sigma, own.gradient()),
        own.passes(),
        own.rows(),
        own.seconds());
  }

  /** A point in these units. */
  public double[] fromOwn(double[] u) {
    return times(1 / sigma, u);
  }

  /** A point in the label's own units. */
  public double[] toOwn(double[] v) {
    return times(sigma, v);
  }

  /** A record in the label's own units. */
  public StepRecord toOwn(StepRecord step) {
    return new StepRecord(
        step.step(),
        step.passes(),
        step.loss() * sigma * sigma,
        step.gradNorm() * sigma,
        step.stepNorm() * sigma,
        step.law(),
        step.conditionNumber(),
        step.batchRows(),
        step.seconds(),
        step.elapsed(),
        step.validation());
  }

  /** Stop rules for losses in these units. */
  public StopSettings fromOwn(StopSettings stop) {
    OptionalDouble target =
        stop.targetLoss().isPresent()
            ? OptionalDouble.of(stop.targetLoss().getAsDouble() / sigma / sigma)
            : OptionalDouble.empty();
    return new StopSettings(
        stop.maxSteps(),
        stop.maxPasses(),
        stop.maxSeconds(),
        stop.tol(),
        target,
        stop.validation());
  }

  /** Observers who see the label's own units. */
  public RunControl fromOwn(RunControl control) {
    return control.seeing(this::toOwn);
  }

  private static double[] times(double factor, double[] vector) {
    return Arrays.stream(vector).map(x -> factor * x).toArray();
  }
}
