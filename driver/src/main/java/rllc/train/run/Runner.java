package rllc.train.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rllc.optim.Vectors;
import rllc.settings.StopSettings;
import rllc.train.objective.Evaluation;
import rllc.train.objective.NonsmoothTerm;
import rllc.train.objective.Objective;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.Outcome;
import rllc.train.report.SavedState;
import rllc.train.report.TrainingListener;
import rllc.train.state.StateCodec;

/**
 * Runs a method: phases first, then the one loop ({@link RunLoop}), which every preset goes
 * through.
 *
 * @param objective what is minimised
 * @param phases what comes before the method
 * @param method what does the steps
 * @param stop when to end
 * @param scorer of points on rows held out; there if {@code stop.validation} is
 * @param control who looks on
 * @param <O> the objective
 */
public record Runner<O extends Objective>(
    O objective,
    List<Phase<? super O>> phases,
    Method<? super O, ?> method,
    StopSettings stop,
    Optional<PointScorer> scorer,
    RunControl control) {
  /** Without phases and without validation. */
  public Runner(O objective, Method<? super O, ?> method, StopSettings stop, RunControl control) {
    this(objective, List.of(), method, stop, Optional.empty(), control);
  }

  public Runner {
    if (scorer.isPresent() != stop.validation().isPresent()) {
      throw new IllegalArgumentException("`scorer` and `stop.validation` go together");
    }
  }

  /** A run from {@code origin} to its end. An error of the objective goes through to the caller. */
  public Outcome run(RunOrigin origin) {
    return run(method, origin);
  }

  private <S extends Record> Outcome run(Method<? super O, S> method, RunOrigin origin) {
    RunLoop<O, S> loop = new RunLoop<>(this, method, 0);
    loop.listeners().tell(TrainingListener::started);
    Passes<O> passes = loop.passes();
    double[] theta = origin.theta();
    List<String> notes = new ArrayList<>();
    for (Phase<? super O> phase : phases) {
      loop.listeners().tell(listener -> listener.phase(phase.name()));
      Phase.Moved moved = phase.run(theta, passes);
      theta = moved.theta();
      notes.add(moved.note());
    }
    Reference reference = reference(method, objective, origin, theta, passes);
    loop.listeners().tell(listener -> listener.phase("steps"));
    passes.prepared();
    S state = method.start(theta, passes);
    Passes.Spent spent = passes.take();
    return loop.begin(
        state,
        new Standing(
            Progress.begin(reference),
            spent.passes(),
            spent.preparing(),
            spent.seconds(),
            spent.preparing(),
            String.join("; ", notes.stream().filter(note -> !note.isEmpty()).toList()),
            loop.elapsed(),
            stop.validation()
                .map(v -> BestPoint.none(Patience.begin(scorer.get().score(), v.patience())))));
  }

  private static <O extends Objective> Reference reference(
      Method<? super O, ?> method,
      O objective,
      RunOrigin origin,
      double[] start,
      Passes<O> passes) {
    if (origin.isNullModel(start)) {
      return new Reference(Double.NaN, Double.NaN);
    }
    if (!method.comparesGradients() && !Double.isNaN(origin.nullLoss())) {
      return new Reference(origin.nullLoss(), Double.NaN);
    }
    Evaluation evaluation = passes.evaluate(origin.nullModel());
    NonsmoothTerm term = NonsmoothTerm.of(objective);
    double[] gradient = term.gradient(origin.nullModel(), evaluation.gradient());
    return new Reference(evaluation.loss(), Vectors.norm(gradient));
  }

  /**
   * Continues the run that {@code saved} was taken from ({@link SavedState}), to the same bits. A
   * method that cannot do that begins anew at the saved point and says so in its {@link
   * OptimizerInfo#reason}. Limits may have changed; the objective and the method must be the same.
   *
   * @throws IllegalArgumentException if the bytes are of another method or version
   */
  public Outcome resume(byte[] saved) {
    return resume(method, saved);
  }

  private <S extends Record> Outcome resume(Method<? super O, S> method, byte[] saved) {
    StateCodec.Reader in = StateCodec.reader(saved);
    Standing standing = in.read(Standing.class);
    Class<? extends Record> type = method.restarts() ? RestartPoint.class : method.stateType();
    Record kept = in.read(type);
    in.end();
    RunLoop<O, S> loop = new RunLoop<>(this, method, standing.elapsed());
    loop.listeners().tell(TrainingListener::started);
    loop.listeners().tell(listener -> listener.phase("steps"));
    if (!(kept instanceof RestartPoint point)) {
      return loop.run(method.stateType().cast(kept), standing);
    }
    S state = method.start(point.theta(), loop.passes());
    Passes.Spent again = loop.passes().take();
    Passes.Spent all =
        new Passes.Spent(
            standing.passes() + again.passes(),
            standing.preparing() + again.passes(),
            standing.seconds().plus(again.seconds()));
    Standing anew = standing.stepped(standing.progress(), all, standing.elapsed());
    String note = "begun anew at step " + standing.progress().steps() + ", as it cannot go on";
    return loop.run(state, anew.noted(note));
  }

  /** What is kept of a method that restarts. */
  record RestartPoint(double[] theta) {}
}
