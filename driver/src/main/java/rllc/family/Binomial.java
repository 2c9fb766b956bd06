package rllc.family;

import java.util.List;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;

/** Logistic regression of two classes, 0 and 1. */
record Binomial() implements Family {
  @Override
  public String text() {
    return "binomial";
  }

  @Override
  public boolean hasNumbers() {
    return false;
  }

  @Override
  public int mostClasses() {
    return 2;
  }

  @Override
  public Loss loss(int outputs) {
    return MarginLoss.LOGISTIC;
  }

  /** The log-odds. */
  @Override
  public double[] nullIntercepts(LabelFacts labels) {
    double share = labels.mean();
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "`label` must have two values, got a share of positives of " + share);
    }
    return new double[] {StrictMath.log(share / (1 - share))};
  }

  @Override
  public double nullLoss(LabelFacts labels, double[] intercepts) {
    double share = labels.mean();
    MarginLoss loss = MarginLoss.LOGISTIC;
    return share * loss.value(intercepts, 1) + (1 - share) * loss.value(intercepts, 0);
  }

  @Override
  public List<Score> scores() {
    return List.of(Score.AUC, Score.LOG_LOSS, Score.ACCURACY);
  }

  @Override
  public Score score() {
    return Score.LOG_LOSS;
  }

  @Override
  public SavedAs savedAs() {
    return SavedAs.LOGISTIC_REGRESSION;
  }

  @Override
  public String toString() {
    return text();
  }
}
