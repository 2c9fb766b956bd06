package rllc.train.linear;

import java.util.Arrays;
import rllc.loss.MarginLoss;

/** Where training begins: the one place for start values ({@code optimizer.start}). */
public enum StartPoint {
  /** All coefficients and intercepts 0. */
  ZERO {
    @Override
    public double[] theta(MarginLoss loss, double meanLabel, int features) {
      return new double[features + 1];
    }

    @Override
    public double[] theta(double[] classWeights, int features) {
      return new double[classWeights.length * (features + 1)];
    }
  },

  /** Coefficients 0; the intercepts are the best ones for them. */
  PRIOR {
    @Override
    public double[] theta(MarginLoss loss, double meanLabel, int features) {
      double[] theta = new double[features + 1];
      theta[features] =
          switch (loss) {
            case LOGISTIC -> logOdds(meanLabel);
            case SQUARED -> meanLabel;
          };
      return theta;
    }

    @Override
    public double[] theta(double[] classWeights, int features) {
      int classes = classWeights.length;
      double[] theta = new double[classes * (features + 1)];
      System.arraycopy(centredLogs(classWeights), 0, theta, classes * features, classes);
      return theta;
    }
  };

  /**
   * The start in original coordinates: {@code features} coefficients, then the intercept. Without
   * fitIntercept {@link Coordinates#fromOriginal} drops the intercept.
   *
   * @param meanLabel weighted mean of the labels; for 0/1 labels the weighted share of positives
   * @throws IllegalArgumentException where the log-odds are infinite: all labels are equal
   */
  public abstract double[] theta(MarginLoss loss, double meanLabel, int features);

  /**
   * The same for softmax: features * K coefficients, class-fastest, then the K intercepts, of mean
   * 0: the logarithms of the classes' shares. A class without weight starts like the rarest that
   * has some, where its share would have no logarithm.
   *
   * @param classWeights sum of the weights of each class's rows, at least one positive
   */
  public abstract double[] theta(double[] classWeights, int features);

  private static double[] centredLogs(double[] weights) {
    double least = Arrays.stream(weights).filter(w -> w > 0).min().orElseThrow();
    double[] logs = Arrays.stream(weights).map(w -> StrictMath.log(w > 0 ? w : least)).toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    return Arrays.stream(logs).map(x -> x - mean).toArray();
  }

  private static double logOdds(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "`label` must have two values, got a share of positives of " + share);
    }
    return StrictMath.log(share / (1 - share));
  }
}
