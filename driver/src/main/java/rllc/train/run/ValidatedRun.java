package rllc.train.run;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import rllc.settings.Score;
import rllc.settings.StopSettings;
import rllc.settings.ValidationSettings;

/**
 * A run of any method whose every point is scored on validation rows. It ends after so many steps
 * without a better score, and its last element is the best point, however it has ended. The method
 * itself knows nothing of it: it is asked to end as by an interruption, and the point that it then
 * has evaluated is scored too. Scores are no passes; their seconds are counted apart, but {@code
 * stop.maxSeconds} holds for both together.
 */
public final class ValidatedRun implements Iterator<TrainingState> {
  /**
   * What the scores have shown.
   *
   * @param best score; NaN if no point had one
   * @param step of the best score; -1 if no point had one
   * @param scored points
   * @param seconds that took
   */
  public record Summary(double best, int step, int scored, double seconds) {}

  private final ToDoubleFunction<double[]> scorer;
  private final double maxSeconds;
  private final RunControl control;
  private final Iterator<TrainingState> run;
  private Patience patience;
  private StepRecord best;
  private double[] bestTheta;
  private Optional<StopReason> ending = Optional.empty();
  private int scored;
  private long nanos;

  /**
   * @param start begins the run; its observers are told of steps by this class, with their scores
   * @param scorer the score of a point in the run's coordinates
   * @param stop with validation
   */
  public ValidatedRun(
      Function<RunControl, Iterator<TrainingState>> start,
      Score score,
      ToDoubleFunction<double[]> scorer,
      StopSettings stop,
      RunControl control) {
    ValidationSettings settings =
        stop.validation()
            .orElseThrow(() -> new IllegalArgumentException("`stop` must have validation"));
    this.scorer = scorer;
    this.maxSeconds = stop.maxSeconds().orElse(Double.POSITIVE_INFINITY);
    this.control = control;
    this.patience = Patience.begin(score, settings.patience());
    this.run = start.apply(inner());
  }

  /** Nobody looks on, the clock stands still during scores, and this class may end the run. */
  private RunControl inner() {
    return new RunControl(
        List.of(),
        () -> ending.isPresent() || control.interrupted().getAsBoolean(),
        () -> control.nanoClock().getAsLong() - nanos);
  }

  public Summary summary() {
    return new Summary(patience.best(), patience.bestStep(), scored, seconds());
  }

  @Override
  public boolean hasNext() {
    return run.hasNext();
  }

  @Override
  public TrainingState next() {
    TrainingState point = run.next();
    TrainingState state = scored(point);
    if (state.stop().isPresent()) {
      return last(state);
    }
    control.committed(state.record());
    ending = reason(point.record().elapsed() + seconds());
    return state;
  }

  private double seconds() {
    return nanos * 1e-9;
  }

  private TrainingState scored(TrainingState point) {
    double earlier = seconds();
    long begin = control.nanoClock().getAsLong();
    double score = scorer.applyAsDouble(point.theta());
    nanos += control.nanoClock().getAsLong() - begin;
    scored++;
    StepRecord record = point.record().validated(score, earlier);
    patience = patience.after(record.step(), score);
    if (patience.idle() == 0) {
      best = record;
      bestTheta = point.theta();
    }
    return new TrainingState(point.theta(), record, point.progress(), point.next(), point.stop());
  }

  private Optional<StopReason> reason(double elapsed) {
    if (patience.exhausted()) {
      return Optional.of(new StopReason.EarlyStopped(text()));
    }
    return elapsed >= maxSeconds
        ? Optional.of(new StopReason.MaxSeconds(elapsed, maxSeconds))
        : Optional.empty();
  }

  private String text() {
    String what =
        patience.bestStep() <= 0
            ? "no step has made the validation %s better than at the start, %d steps tried"
            : "no better validation %s in %d steps";
    return String.format(Locale.ROOT, what, patience.score().key(), patience.most());
  }

  /** The best point, and the reason why the run has come to an end. */
  private TrainingState last(TrainingState state) {
    boolean none = best == null;
    return new TrainingState(
        none ? state.theta() : bestTheta,
        none ? state.record() : state.record().keeping(best),
        state.progress(),
        state.next(),
        ending.or(state::stop));
  }
}
