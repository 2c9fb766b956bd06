package rllc.family;

import java.util.Arrays;
import java.util.List;
import rllc.loss.Loss;
import rllc.loss.Softmax;

/**
 * Softmax regression of K classes. A number added to the coefficients of one feature for all
 * classes, or to all intercepts, changes no probability. Of all equal models the one of mean 0 over
 * the classes is reported, as MLlib and glmnet do.
 */
record Multinomial() implements Family {
  @Override
  public String text() {
    return "multinomial";
  }

  @Override
  public boolean hasNumbers() {
    return false;
  }

  @Override
  public int mostClasses() {
    return MOST_CLASSES;
  }

  @Override
  public boolean hasClassesWithoutWeight() {
    return true;
  }

  @Override
  public int outputs(int classes) {
    return classes;
  }

  @Override
  public Loss loss(int outputs) {
    return new Softmax(outputs);
  }

  /**
   * The logarithms of the classes' shares, less their mean. A class without weight starts like the
   * rarest that has some, where its share would have no logarithm.
   */
  @Override
  public double[] nullIntercepts(LabelFacts labels) {
    double[] weights = labels.classWeights();
    double least = Arrays.stream(weights).filter(w -> w > 0).min().orElseThrow();
    double[] logs = Arrays.stream(weights).map(w -> StrictMath.log(w > 0 ? w : least)).toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    return Arrays.stream(logs).map(x -> x - mean).toArray();
  }

  @Override
  public double nullLoss(LabelFacts labels, double[] intercepts) {
    double[] weights = labels.classWeights();
    Softmax loss = new Softmax(weights.length);
    double sum = 0;
    double all = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * loss.value(intercepts, k);
      all += weights[k];
    }
    return sum / all;
  }

  /** Intercepts of mean 0 and, if no penalty has settled them, coefficients of mean 0. */
  @Override
  public double[] identified(double[] theta, int classes, boolean penalised) {
    double[] centred = theta.clone();
    int intercepts = theta.length - classes;
    for (int i = penalised ? intercepts : 0; i < theta.length; i += classes) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += theta[i + k];
      }
      for (int k = 0; k < classes; k++) {
        centred[i + k] -= sum / classes;
      }
    }
    return centred;
  }

  @Override
  public List<Score> scores() {
    return List.of(Score.LOG_LOSS, Score.ACCURACY);
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
