package rllc.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import rllc.settings.ModelSettings.Family;

/** A number that says how well a model does on rows; run.json has them by {@link #key}. */
public enum Score {
  /** Area under the ROC curve. */
  AUC("auc", true, Family.BINOMIAL),
  /** Mean logarithmic loss. */
  LOG_LOSS("logLoss", false, Family.BINOMIAL, Family.MULTINOMIAL),
  /** Share of rows whose class is told. */
  ACCURACY("accuracy", true, Family.BINOMIAL, Family.MULTINOMIAL),
  /** Root of the mean squared error. */
  RMSE("rmse", false, Family.GAUSSIAN),
  /** Mean absolute error. */
  MAE("mae", false, Family.GAUSSIAN),
  /** Share of the label's variance that is explained. */
  R2("r2", true, Family.GAUSSIAN);

  private final String key;
  private final boolean higherIsBetter;
  private final Set<Family> families;

  Score(String key, boolean higherIsBetter, Family... families) {
    this.key = key;
    this.higherIsBetter = higherIsBetter;
    this.families = Set.of(families);
  }

  /** The scores of models of {@code family}. */
  public static List<Score> of(Family family) {
    return Arrays.stream(values()).filter(score -> score.families.contains(family)).toList();
  }

  /** The score of this name; empty for {@code auto}. */
  public static Optional<Score> named(String key) {
    Optional<Score> score = Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
    Require.that(
        score.isPresent() || key.equals("auto"), "stop.metric", "auto or one of " + keys(), key);
    return score;
  }

  /** The names of all scores. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Score::key).toList();
  }

  /** The name in settings and records. */
  public String key() {
    return key;
  }

  /** Whether {@code score} is better than {@code other}; a NaN never is, any number beats it. */
  public boolean better(double score, double other) {
    return Double.isNaN(other)
        ? !Double.isNaN(score)
        : higherIsBetter ? score > other : score < other;
  }

  /** What the score lacks: itself, or its distance from 1, which is the best. */
  public double lack(double score) {
    return higherIsBetter ? 1 - score : score;
  }

  /** Whether labels that are all the same leave it undefined. */
  public boolean needsTwoLabels() {
    return this == AUC || this == R2;
  }
}
