package rllc.family;

import java.util.List;
import rllc.loss.Loss;
import rllc.loss.ScalarLoss;
import rllc.loss.SquaredHinge;

/**
 * A linear support vector machine of two classes with squared hinge loss, as LIBLINEAR's -s 2 with
 * C = 1 / (n regParam). Spark's LinearSVC trains with hinge loss; its model holds this one too.
 */
record SupportVector() implements Family {
  @Override
  public String text() {
    return "squaredHinge";
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
    return new SquaredHinge();
  }

  /** With p the share of 1, the least of p (1 - b)^2 + (1 - p) (1 + b)^2. */
  @Override
  public double[] nullIntercepts(LabelFacts labels) {
    return new double[] {2 * labels.mean() - 1};
  }

  @Override
  public double nullLoss(LabelFacts labels, double[] intercepts) {
    double share = labels.mean();
    ScalarLoss loss = new SquaredHinge();
    return share * loss.value(intercepts, 1) + (1 - share) * loss.value(intercepts, 0);
  }

  @Override
  public List<Score> scores() {
    return List.of(Score.AUC, Score.SQUARED_HINGE, Score.ACCURACY);
  }

  @Override
  public Score score() {
    return Score.SQUARED_HINGE;
  }

  @Override
  public SavedAs savedAs() {
    return SavedAs.LINEAR_SVC;
  }

  @Override
  public String toString() {
    return text();
  }
}
