package rllc.settings;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import rllc.family.Family;
import rllc.family.Score;

/**
 * Early stopping: rows held out of the training score the model after each step, the best model is
 * kept; {@code stop.validationFraction}, {@code stop.patience}, {@code stop.metric}.
 *
 * @param fraction of the training rows that is held out, in (0, 1); empty if rows are given
 * @param patience steps in a row without a better score that end the run, at least 1
 * @param metric the score; empty: logLoss for classes, rmse for the gaussian family
 */
public record ValidationSettings(OptionalDouble fraction, int patience, Optional<Score> metric) {
  /** Steps of any of our methods differ in what they gain; five in a row show a trend. */
  public static final int PATIENCE = 5;

  public ValidationSettings {
    fraction.ifPresent(
        part -> Require.that(part > 0 && part < 1, "stop.validationFraction", "in (0, 1)", part));
    Require.that(patience >= 1, "stop.patience", "at least 1", patience);
  }

  /**
   * The score of models of {@code family}.
   *
   * @throws IllegalArgumentException if {@link #metric} is not one of that family's
   */
  public Score score(Family family) {
    List<Score> possible = family.scores();
    Score score = metric.orElse(family.score());
    Require.that(
        possible.contains(score),
        "stop.metric",
        "one of "
            + String.join(", ", possible.stream().map(Score::key).toList())
            + " for the "
            + family.text()
            + " family",
        score.key());
    return score;
  }
}
