package rllc.family;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A number that says how well a model does on rows; run.json has them by {@link #key}. */
public enum Score {
  /** Area under the ROC curve, ties counted half. */
  AUC("auc", true),
  /** Mean logarithmic loss. */
  LOG_LOSS("logLoss", false),
  /** Mean squared hinge loss. */
  SQUARED_HINGE("squaredHinge", false),
  /** Share of rows whose class has the largest margin; of two classes, probability 0.5. */
  ACCURACY("accuracy", true),
  /** Mean deviance, twice the mean loss. */
  DEVIANCE("deviance", false),
  /** Root of the mean squared error. */
  RMSE("rmse", false),
  /** Mean absolute error. */
  MAE("mae", false),
  /** 1 - residual / total sum of squares about the mean. */
  R2("r2", true);

  private final String key;
  private final boolean higherIsBetter;

  Score(String key, boolean higherIsBetter) {
    this.key = key;
    this.higherIsBetter = higherIsBetter;
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

  /** The score of this name; empty for {@code auto}. */
  public static Optional<Score> named(String key) {
    Optional<Score> score = Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
    if (score.isEmpty() && !key.equals("auto")) {
      throw new IllegalArgumentException(
          "`stop.metric` must be auto or one of " + keys() + ", got " + key);
    }
    return score;
  }

  /** The names of all scores. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Score::key).toList();
  }

  /** Of some scores, by their names, the first that is an error: better if it is lower. */
  public static Score lossAmong(Set<String> keys) {
    return Arrays.stream(values())
        .filter(score -> !score.higherIsBetter && keys.contains(score.key))
        .findFirst()
        .orElseThrow();
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
