package rllc.train.run;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import rllc.optim.Optimizer;
import rllc.optim.OptimizerState;
import rllc.optim.Vectors;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Objective;
import rllc.train.objective.StepSeconds;

/**
 * The training loop: evaluate, ask the stop rule, step. A lazy iterator of states; each {@link
 * #next} costs one evaluation, and the last state carries the reason for stopping. An error of the
 * objective goes through to the caller.
 */
public final class Trainer implements Iterator<TrainingState> {
  private final Optimizer optimizer;
  private final Objective objective;
  private final StopRule rule;
  private final RunControl control;
  private final long startNanos;
  private final double secondsBefore;
  private OptimizerState state;
  private Progress progress;
  private boolean ended;

  private Trainer(
      Optimizer optimizer,
      Objective objective,
      OptimizerState state,
      Progress progress,
      StopRule rule,
      RunControl control) {
    this.optimizer = optimizer;
    this.objective = objective;
    this.state = state;
    this.progress = progress;
    this.rule = rule;
    this.control = control;
    this.startNanos = control.nanoClock().getAsLong();
    this.secondsBefore = progress.seconds();
  }

  /** A run from {@code theta}; {@code passes} were already spent in preparing it. */
  public static Trainer start(
      Optimizer optimizer,
      Objective objective,
      double[] theta,
      double passes,
      StopRule rule,
      RunControl control) {
    return new Trainer(
        optimizer, objective, optimizer.init(theta), Progress.begin(passes), rule, control);
  }

  /**
   * The run that {@code last} belongs to, gone on with after its step; from a run's last state, by
   * evaluating its point again.
   */
  public static Trainer resume(
      Optimizer optimizer,
      Objective objective,
      TrainingState last,
      StopRule rule,
      RunControl control) {
    OptimizerState state =
        last.next().orElseThrow(() -> new IllegalArgumentException("`last` must have a state"));
    Progress progress = last.stop().isPresent() ? last.progress() : last.progress().stepped();
    return new Trainer(optimizer, objective, state, progress, rule, control);
  }

  /** Runs to the end and returns the last state. */
  public static TrainingState fit(Iterator<TrainingState> run) {
    TrainingState last = run.next();
    while (run.hasNext()) {
      last = run.next();
    }
    return last;
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public TrainingState next() {
    if (ended) {
      throw new NoSuchElementException("the run has ended");
    }
    Evaluation evaluation = objective.evaluate(state.theta());
    double gradNorm = Vectors.norm(evaluation.gradient());
    progress =
        progress.evaluated(
            evaluation,
            gradNorm,
            optimizer.learningRate(),
            secondsBefore + control.secondsSince(startNanos),
            control.interrupted().getAsBoolean());
    Optional<StopReason> stop = rule.check(progress);
    ended = stop.isPresent();
    return ended ? lastState(evaluation, stop) : step(evaluation);
  }

  private TrainingState step(Evaluation evaluation) {
    long nanos = control.nanoClock().getAsLong();
    Optimizer.Update update = optimizer.update(state, evaluation.gradient(), evaluation.metric());
    StepSeconds seconds =
        evaluation.seconds().plus(new StepSeconds(0, 0, 0, control.secondsSince(nanos)));
    StepRecord record =
        record(
            evaluation, update.stepNorm(), update.state().law(), update.conditionNumber(), seconds);
    TrainingState result =
        new TrainingState(
            state.theta(), record, progress, Optional.of(update.state()), Optional.empty());
    state = update.state();
    progress = progress.stepped();
    control.committed(record);
    return result;
  }

  private TrainingState lastState(Evaluation evaluation, Optional<StopReason> stop) {
    StepRecord record = record(evaluation, 0, state.law(), Double.NaN, evaluation.seconds());
    return new TrainingState(state.theta(), record, progress, Optional.of(state), stop);
  }

  private StepRecord record(
      Evaluation evaluation,
      double stepNorm,
      double[] law,
      double conditionNumber,
      StepSeconds seconds) {
    return new StepRecord(
        progress.steps(),
        progress.passes(),
        evaluation.loss(),
        progress.gradNorm(),
        stepNorm,
        law.clone(),
        conditionNumber,
        evaluation.rows(),
        seconds,
        progress.seconds());
  }
}
