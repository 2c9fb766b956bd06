package rllc.train.batch;

import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import rllc.optim.Vectors;
import rllc.settings.StopSettings;
import rllc.train.objective.BatchObjective;
import rllc.train.objective.Evaluation;
import rllc.train.objective.StepSeconds;
import rllc.train.run.Progress;
import rllc.train.run.RunControl;
import rllc.train.run.StepRecord;
import rllc.train.run.StopReason;
import rllc.train.run.StopRule;
import rllc.train.run.TrainingState;

/**
 * The training loop over batches. Losses and gradients of its records are those of the step's
 * batch, at the point of the member that leads ({@link Race}); the last state's are those of all
 * rows at the answer, which cost one more pass.
 *
 * <p>A batch that is not finite is passed over; a member that diverges goes back ({@link
 * Candidate}). Where that happened, or where the answer looks no better than the start, the start
 * is evaluated too and the better one returned: no batch can throw a model away.
 */
public final class BatchRun implements Iterator<TrainingState> {
  /** Rounding of a sum of passes. */
  private static final double ROUNDING = 1e-9;

  /** Weight of the last batch in the loss that is compared with stop.targetLoss. */
  private static final double LAST = 0.1;

  private final BatchObjective objective;
  private final BatchTraining.Prepared prepared;
  private final Race population;
  private final StopSettings stop;
  private final StopRule limits;
  private final RunControl control;
  private final double[] start;
  private final long startNanos;
  private Progress progress;
  private double meanLoss = Double.NaN;
  private boolean ended;

  public BatchRun(
      BatchObjective objective,
      BatchTraining.Prepared prepared,
      double[] start,
      StopSettings stop,
      RunControl control) {
    this.objective = objective;
    this.prepared = prepared;
    this.population = prepared.population(start);
    this.start = start;
    this.stop = stop;
    this.limits = StopRule.limits(stop.withRounding(ROUNDING));
    this.control = control;
    this.startNanos = control.nanoClock().getAsLong();
    this.progress = Progress.begin(prepared.info().passes());
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
    Optional<StopReason> reason = reason();
    return reason.isPresent() ? last(reason.get()) : step();
  }

  /** The model as it stands. */
  double[] answer() {
    return population.best().answer();
  }

  private Optional<StopReason> reason() {
    if (population.hasFailed()) {
      return Optional.of(
          new StopReason.Diverged(
              "the loss rose far above the first again and again; a smaller optimizer.c1 helps"));
    }
    if (stop.targetLoss().isPresent() && meanLoss <= stop.targetLoss().getAsDouble()) {
      return Optional.of(new StopReason.TargetLoss(meanLoss, stop.targetLoss().getAsDouble()));
    }
    return limits.check(progress);
  }

  private TrainingState step() {
    int step = progress.steps();
    Evaluation[] batch = objective.evaluate(population.points(), prepared.plan().batch(step));
    long nanos = control.nanoClock().getAsLong();
    double[] theta = population.best().theta();
    Evaluation shown = population.learn(batch, (double) step / prepared.plan().steps());
    if (Double.isFinite(shown.loss())) {
      meanLoss =
          Double.isNaN(meanLoss) ? shown.loss() : meanLoss + LAST * (shown.loss() - meanLoss);
    }
    progress = evaluated(shown);
    StepSeconds seconds =
        shown.seconds().plus(new StepSeconds(0, 0, 0, control.secondsSince(nanos)));
    StepRecord record = record(shown, population.best(), seconds);
    TrainingState result =
        new TrainingState(theta, record, progress, Optional.empty(), Optional.empty());
    progress = progress.stepped();
    control.committed(record);
    return result;
  }

  /** The stop rules never see the noise of a single gradient. */
  private Progress evaluated(Evaluation evaluation) {
    return progress.evaluated(
        evaluation,
        Vectors.norm(evaluation.gradient()),
        population.best().learningRate(),
        control.secondsSince(startNanos),
        control.interrupted().getAsBoolean());
  }

  private TrainingState last(StopReason reason) {
    ended = true;
    Candidate best = population.best();
    double[] theta = best.answer();
    Evaluation evaluation = objective.evaluate(theta);
    progress = evaluated(evaluation);
    String note = note(best);
    if (best.returns() > 0 || !(evaluation.loss() <= prepared.firstLoss())) {
      Evaluation before = objective.evaluate(start);
      progress = evaluated(before);
      if (Double.isFinite(before.loss()) && !(evaluation.loss() <= before.loss())) {
        theta = start;
        evaluation = before;
        note += "; no step has made the loss less";
      }
    }
    progress = evaluated(free(evaluation));
    StepRecord record = record(evaluation, best, evaluation.seconds());
    StopReason noted = new StopReason.Noted(reason, note);
    return new TrainingState(theta, record, progress, Optional.empty(), Optional.of(noted));
  }

  /** What was paid for already. */
  private static Evaluation free(Evaluation paid) {
    return new Evaluation(paid.loss(), paid.gradient(), 0, paid.rows(), paid.seconds());
  }

  private static String note(Candidate best) {
    String rate =
        String.format(
            Locale.ROOT,
            "%sc1 = %.4g, schedule %s",
            best.isAdam() ? "Adam, " : "",
            best.learningRate(),
            best.schedule());
    return best.returns() == 0 ? rate : rate + " after " + best.returns() + " returns from far off";
  }

  private StepRecord record(Evaluation evaluation, Candidate member, StepSeconds seconds) {
    return new StepRecord(
        progress.steps(),
        progress.passes(),
        evaluation.loss(),
        progress.gradNorm(),
        ended ? 0 : member.stepNorm(),
        member.state().law().clone(),
        ended ? Double.NaN : member.conditionNumber(),
        evaluation.rows(),
        seconds,
        progress.seconds());
  }
}
