package rllc.family;

import java.util.List;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;

/** Least squares: numbers, identity link. */
record Gaussian() implements Family {
  @Override
  public String text() {
    return "gaussian";
  }

  @Override
  public boolean hasNumbers() {
    return true;
  }

  @Override
  public Loss loss(int outputs) {
    return MarginLoss.SQUARED;
  }

  @Override
  public boolean isSettledBy(double label) {
    return true;
  }

  /**
   * As MLlib and glmnet: the L2 part is relative to the labels' spread. Where labels are alike any
   * unit does: no penalty moves a coefficient from 0.
   */
  @Override
  public double labelUnit(double deviation) {
    return deviation > 0 ? deviation : 1;
  }

  @Override
  public double[] nullIntercepts(LabelFacts labels) {
    return new double[] {labels.mean()};
  }

  @Override
  public double nullLoss(LabelFacts labels, double[] intercepts) {
    double off = labels.mean() - intercepts[0];
    return (labels.deviation() * labels.deviation() + off * off) / 2;
  }

  @Override
  public List<Score> scores() {
    return List.of(Score.RMSE, Score.MAE, Score.R2);
  }

  @Override
  public Score score() {
    return Score.RMSE;
  }

  @Override
  public SavedAs savedAs() {
    return SavedAs.LINEAR_REGRESSION;
  }

  @Override
  public String toString() {
    return text();
  }
}
