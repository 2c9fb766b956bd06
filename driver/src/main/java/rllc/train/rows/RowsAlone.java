package rllc.train.rows;

import rllc.optim.Vectors;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Objective;
import rllc.train.report.OptimizerInfo;
import rllc.train.run.Attempt;
import rllc.train.run.Method;
import rllc.train.run.Passes;
import rllc.train.run.Position;

/**
 * The method of a run that may make too few passes for a step over all rows: {@link SmallSteps}
 * have made its model, which is evaluated once, whatever {@code stop.maxPasses} is, and stays.
 */
public final class RowsAlone implements Method<Objective, RowsAlone.State> {
  /** The point, evaluated. */
  public record State(double[] theta, double loss, double[] gradient, long rows) {}

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start(double[] theta, Passes<? extends Objective> passes) {
    Evaluation evaluation = passes.evaluate(theta);
    return new State(theta, evaluation.loss(), evaluation.gradient(), evaluation.rows());
  }

  @Override
  public Attempt<State> step(State state, Passes<? extends Objective> passes) {
    return Attempt.ended(passes.limit().orElseThrow());
  }

  @Override
  public Position position(State state) {
    double gradNorm = Vectors.norm(state.gradient());
    return new Position(state.theta(), state.loss(), gradNorm, state.rows());
  }

  @Override
  public OptimizerInfo info(State state) {
    String reason = "auto: too few passes for steps over all rows";
    return OptimizerInfo.plain("auto (small steps)", reason, 0, 2);
  }

  @Override
  public boolean comparesGradients() {
    return false;
  }
}
