package rllc.train.run;

import java.util.Locale;
import java.util.Optional;
import rllc.train.report.StepRecord;
import rllc.train.report.StopReason;
import rllc.train.report.ValidationSummary;

/**
 * The best point so far by the score of the validation rows, and how long ago it was. A pure value.
 *
 * @param patience counts steps without a better score
 * @param theta the best point; empty before any
 * @param loss there
 * @param gradNorm there
 * @param lastScore that of the last point
 * @param scored points scored so far
 * @param seconds that took
 */
record BestPoint(
    Patience patience,
    double[] theta,
    double loss,
    double gradNorm,
    double lastScore,
    int scored,
    double seconds) {
  static BestPoint none(Patience patience) {
    double none = Double.NaN;
    return new BestPoint(patience, new double[0], none, none, none, 0, 0);
  }

  /** Whether any point had a score. */
  boolean exists() {
    return patience.bestStep() >= 0;
  }

  /** After {@code at}, the point of step {@code step}, had the score {@code value}. */
  BestPoint after(int step, Position at, double value, double took) {
    Patience next = patience.after(step, value);
    int count = scored + 1;
    double all = seconds + took;
    return next.idle() == 0
        ? new BestPoint(next, at.theta(), at.loss(), at.gradNorm(), value, count, all)
        : new BestPoint(next, theta, loss, gradNorm, value, count, all);
  }

  /** The reason to stop, if there was no better score for too long. */
  Optional<StopReason> exhausted() {
    if (!patience.exhausted()) {
      return Optional.empty();
    }
    String what =
        patience.bestStep() <= 0
            ? "no step has made the validation %s better than at the start, %d steps tried"
            : "no better validation %s in %d steps";
    return Optional.of(
        new StopReason.EarlyStopped(
            String.format(Locale.ROOT, what, patience.score().key(), patience.most())));
  }

  /** The end of a run whose answer is this point: the counts are the run's. */
  StepRecord keptIn(StepRecord last, double unit) {
    return last.at(loss * unit * unit, gradNorm * unit, patience.best());
  }

  ValidationSummary summary() {
    return new ValidationSummary(patience.best(), patience.bestStep(), scored, seconds);
  }
}
