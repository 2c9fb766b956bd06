package rllc.train.run;

import java.util.Arrays;
import java.util.Optional;
import rllc.settings.StopSettings;
import rllc.train.objective.Objective;
import rllc.train.report.Outcome;
import rllc.train.report.SavedState;
import rllc.train.report.StepRecord;
import rllc.train.report.StopReason;
import rllc.train.state.StateCodec;

/**
 * The one loop: where are we, is that the end, one step. One use, one run.
 *
 * @param <O> the objective
 * @param <S> the method's state
 */
final class RunLoop<O extends Objective, S extends Record> {
  private final Runner<O> runner;
  private final Method<? super O, S> method;
  private final StopSettings stop;
  private final Listeners listeners;
  private final Passes<O> passes;
  private final double before;
  private final long startNanos;
  private final double unit;
  private Progress progress;

  /**
   * @param before seconds of the run before it was broken off
   */
  RunLoop(Runner<O> runner, Method<? super O, S> method, double before) {
    RunControl control = runner.control();
    this.runner = runner;
    this.method = method;
    this.unit = runner.objective().unit();
    this.stop = runner.stop().inUnitsOf(unit * unit);
    this.listeners = new Listeners(control.listeners(), control.warnings());
    this.passes = new Passes<>(runner.objective(), control.nanoClock(), new Rules());
    this.before = before;
    this.startNanos = control.nanoClock().getAsLong();
  }

  Listeners listeners() {
    return listeners;
  }

  Passes<O> passes() {
    return passes;
  }

  /** Seconds of the run so far. */
  double elapsed() {
    return before + (runner.control().nanoClock().getAsLong() - startNanos) * 1e-9;
  }

  private boolean interrupted() {
    return runner.control().interrupted().getAsBoolean();
  }

  private final class Rules implements Passes.Rules {
    @Override
    public Optional<StopReason> limit() {
      return StopRule.limits(progress.during(passes.soFar(), elapsed(), interrupted()), stop);
    }

    @Override
    public Optional<StopReason> littleLeft(double gain) {
      return StopRule.littleLeft(progress, gain, stop);
    }

    @Override
    public Progress progress() {
      return progress;
    }
  }

  /** What the phases have come to is a state too. */
  Outcome begin(S first, Standing standing) {
    save(first, standing);
    return run(first, standing);
  }

  Outcome run(S first, Standing standing) {
    S state = first;
    Standing at = standing;
    Position position = method.position(state);
    while (true) {
      progress = at.progress().reached(position, at.spent(), elapsed(), interrupted());
      at = at.judged(scored(position, at.validation()));
      Optional<StopReason> reason = reason(state, at);
      if (reason.isPresent()) {
        return ended(state, at, reason.get());
      }
      Attempt<S> attempt = method.step(state, passes);
      if (attempt instanceof Attempt.Ended<S> end) {
        return ended(state, at, end.reason());
      }
      Attempt.Moved<S> moved = (Attempt.Moved<S>) attempt;
      Passes.Spent spent = passes.take();
      Position next = method.position(moved.state());
      StepRecord record = record(moved, position, next.law(), at, spent);
      listeners.tell(listener -> listener.step(record));
      state = moved.state();
      position = next;
      at = at.stepped(progress.stepped(), spent, elapsed());
      save(state, at);
    }
  }

  /** Of a step; if that is what has looked at the point, its cost is in the record already. */
  private StepRecord record(
      Attempt.Moved<S> moved, Position position, double[] law, Standing at, Passes.Spent spent) {
    double norm = moved.stepNorm() * unit;
    double condition = moved.conditionNumber();
    return moved
        .seen()
        .map(
            seen ->
                record(seen, at, law, norm, condition)
                    .after(spent.passes(), spent.seconds(), elapsed()))
        .orElseGet(() -> record(position, at, law, norm, condition));
  }

  private Optional<StopReason> reason(S state, Standing at) {
    Optional<StopReason> bad = method.isNoisy() ? Optional.empty() : StopRule.diverged(progress);
    return bad.or(
            () -> method.isNoisy() ? Optional.empty() : StopRule.targetLoss(progress.loss(), stop))
        .or(() -> method.converged(state, progress, stop))
        .or(() -> at.validation().flatMap(BestPoint::exhausted))
        .or(() -> StopRule.limits(progress, stop));
  }

  private void save(S state, Standing at) {
    SavedState saved = new SavedState(at.progress().steps(), () -> bytes(state, at));
    listeners.tell(listener -> listener.state(saved));
  }

  private byte[] bytes(S state, Standing at) {
    Record kept =
        method.restarts() ? new Runner.RestartPoint(method.position(state).theta()) : state;
    return StateCodec.bytes(at, kept);
  }

  private Optional<BestPoint> scored(Position position, Optional<BestPoint> best) {
    if (best.isEmpty()) {
      return best;
    }
    double begin = elapsed();
    double score = runner.scorer().orElseThrow().of().applyAsDouble(position.theta());
    passes.forgetSeconds();
    int step = progress.steps();
    listeners.tell(listener -> listener.scored(step, score));
    return Optional.of(best.get().after(step, position, score, elapsed() - begin));
  }

  /**
   * The answer, which may be elsewhere and cost a last evaluation, and a score; with validation the
   * best point so far.
   */
  private Outcome ended(S state, Standing at, StopReason why) {
    Method.Answer answer = method.answer(state, why, passes);
    Passes.Spent more = passes.take();
    Position there = answer.position();
    boolean elsewhere = !Arrays.equals(there.theta(), method.position(state).theta());
    progress =
        elsewhere
            ? progress.reached(there, more, elapsed(), interrupted())
            : progress.during(more.passes(), elapsed(), interrupted());
    Standing end = elsewhere ? at.judged(scored(there, at.validation())) : at;
    StepRecord last =
        record(there, end, there.law(), 0, Double.NaN)
            .with(elsewhere ? more.seconds() : at.seconds().plus(more.seconds()));
    Optional<BestPoint> best = end.validation().filter(BestPoint::exists);
    double[] theta = best.map(BestPoint::theta).orElse(there.theta());
    listeners.tell(listener -> listener.ended(answer.reason()));
    return new Outcome(
        theta,
        best.map(point -> point.keptIn(last, unit)).orElse(last),
        answer.reason(),
        method.info(state).prepared(at.prepared(), at.note()),
        end.validation().map(BestPoint::summary));
  }

  private StepRecord record(
      Position position, Standing at, double[] law, double stepNorm, double conditionNumber) {
    return new StepRecord(
        progress.steps(),
        progress.passes(),
        position.loss() * unit * unit,
        position.gradNorm() * unit,
        stepNorm,
        law.clone(),
        conditionNumber,
        position.rows(),
        at.seconds(),
        progress.seconds(),
        at.validation().map(BestPoint::lastScore).orElse(Double.NaN));
  }
}
