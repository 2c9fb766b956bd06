package rllc.family;

import java.util.List;
import rllc.loss.Loss;
import rllc.loss.ScalarLoss;

/**
 * A generalized linear model of amounts with a log link: the mean is exp(margin). The loss is half
 * the deviance.
 *
 * @param text the name
 */
record LogLink(String text, ScalarLoss loss) implements Family {
  @Override
  public boolean hasNumbers() {
    return true;
  }

  @Override
  public Loss loss(int outputs) {
    return loss;
  }

  @Override
  public String admitted() {
    return loss.admits(0) ? "a finite number of at least 0" : "a finite number above 0";
  }

  /** If all are 0 the intercept is minus infinity. */
  @Override
  public boolean isSettledBy(double label) {
    return label > 0;
  }

  @Override
  public double mean(double margin) {
    return StrictMath.exp(margin);
  }

  @Override
  public double[] nullIntercepts(LabelFacts labels) {
    if (!(labels.mean() > 0)) {
      throw new IllegalArgumentException(
          "`label` must have a value above 0, got a mean of " + labels.mean());
    }
    return new double[] {StrictMath.log(labels.mean())};
  }

  /** Of labels, mean and deviation do not tell it. */
  @Override
  public double nullLoss(LabelFacts labels, double[] intercepts) {
    return Double.NaN;
  }

  @Override
  public List<Score> scores() {
    return List.of(Score.DEVIANCE, Score.RMSE, Score.MAE);
  }

  @Override
  public Score score() {
    return Score.DEVIANCE;
  }

  @Override
  public SavedAs savedAs() {
    return SavedAs.GENERALIZED_LINEAR_REGRESSION;
  }

  @Override
  public String toString() {
    return text;
  }
}
