package rllc.train.memory;

import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import rllc.optim.LawMetric;
import rllc.optim.Optimizer;
import rllc.optim.OptimizerState;
import rllc.optim.Vectors;
import rllc.train.objective.CurvedObjective;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Rate;
import rllc.train.report.OptimizerInfo;
import rllc.train.run.Attempt;
import rllc.train.run.Method;
import rllc.train.run.Passes;
import rllc.train.run.Position;

/**
 * Memory units with a law (arXiv 2402.15262), the classical methods that are such memories, and
 * Adam: an {@link Optimizer} over all rows. A step costs one evaluation; an automatic c1 costs some
 * more at the start ({@link Rate}).
 */
public final class MemoryMethod implements Method<CurvedObjective, MemoryState> {
  private final String preset;
  private final String reason;
  private final RateRule rate;
  private final DoubleFunction<Optimizer> optimizer;
  private final OptionalDouble c2;

  /** How c1 is found, from the objective and the start. */
  @FunctionalInterface
  public interface RateRule {
    Rate of(CurvedObjective objective, double[] theta);
  }

  /**
   * @param reason why this preset, for the run record
   * @param optimizer for a c1
   * @param c2 law rate; empty for an optimizer without a law
   */
  public MemoryMethod(
      String preset,
      String reason,
      RateRule rate,
      DoubleFunction<Optimizer> optimizer,
      OptionalDouble c2) {
    this.preset = preset;
    this.reason = reason;
    this.rate = rate;
    this.optimizer = optimizer;
    this.c2 = c2;
  }

  @Override
  public Class<MemoryState> stateType() {
    return MemoryState.class;
  }

  @Override
  public MemoryState start(double[] theta, Passes<? extends CurvedObjective> passes) {
    double c1 = rate(theta, passes);
    return state(c1, theta, passes.evaluate(theta));
  }

  /** The state before the first step from {@code theta}, evaluated. */
  public MemoryState state(double c1, double[] theta, Evaluation evaluation) {
    return state(c1, optimizer.apply(c1).init(theta), evaluation);
  }

  /** c1 as the rule has it; what that costs is no measure of a step. */
  public double rate(double[] theta, Passes<? extends CurvedObjective> passes) {
    double c1 = passes.ask(objective -> rate.of(objective, theta)).c1();
    passes.prepared();
    return c1;
  }

  @Override
  public Attempt<MemoryState> step(MemoryState state, Passes<? extends CurvedObjective> passes) {
    Optimizer.Update update = update(state, LawMetric.IDENTITY);
    MemoryState next = state(state.c1(), update.state(), passes.evaluate(update.state().theta()));
    return new Attempt.Moved<>(next, update.stepNorm(), update.conditionNumber());
  }

  /** One step of the optimizer in {@code metric}. */
  public Optimizer.Update update(MemoryState state, LawMetric metric) {
    Optimizer its = optimizer.apply(state.c1());
    OptimizerState from = its.state(state.theta(), state.units(), state.law(), state.step());
    return its.update(from, state.gradient(), metric);
  }

  /** The optimizer at {@code at}, evaluated. */
  public MemoryState state(double c1, OptimizerState at, Evaluation evaluation) {
    return new MemoryState(
        c1,
        at.theta(),
        at.memory().columns(),
        at.law(),
        at.step(),
        evaluation.loss(),
        evaluation.gradient(),
        evaluation.rows());
  }

  @Override
  public Position position(MemoryState state) {
    double gradNorm = Vectors.norm(state.gradient());
    return new Position(
        state.theta(), state.loss(), gradNorm, state.rows(), state.law(), state.c1());
  }

  @Override
  public OptimizerInfo info(MemoryState state) {
    int vectors = optimizer.apply(state.c1()).vectors();
    OptionalDouble c1 = OptionalDouble.of(state.c1());
    return new OptimizerInfo(preset, reason, c1, c2, vectors - 2, vectors, 0);
  }
}
