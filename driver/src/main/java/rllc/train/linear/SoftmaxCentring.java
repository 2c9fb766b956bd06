package rllc.train.linear;

/**
 * The freedom of softmax: a number added to the coefficients of one feature for all classes, or to
 * all intercepts, changes no probability. Of all equal solutions the one of mean 0 over the classes
 * is reported, as MLlib and glmnet do.
 */
public final class SoftmaxCentring {
  private SoftmaxCentring() {}

  /**
   * {@code theta}, of d * K coefficients, class-fastest, and K intercepts, with intercepts of mean
   * 0 and, where no penalty has settled them, coefficients of mean 0 for each feature.
   */
  public static double[] centred(double[] theta, int classes, boolean penalised) {
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
}
