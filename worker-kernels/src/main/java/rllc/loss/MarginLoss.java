package rllc.loss;

/**
 * The scalar losses that have no parameter. Those of amounts are half the deviance, so that each is
 * at least 0, and 0 where the mean is the label; the mean is exp(m).
 */
public enum MarginLoss implements ScalarLoss {
  /** log(1 + exp(-m)) if y = 1, log(1 + exp(m)) if y = 0. It overflows for no margin. */
  LOGISTIC(0) {
    @Override
    public boolean admits(double label) {
      return label == 0 || label == 1;
    }

    @Override
    public double mostCurvature() {
      return 0.25;
    }

    @Override
    public double value(double margin, double label) {
      double signed = label > 0.5 ? -margin : margin;
      double tail = StrictMath.log1p(StrictMath.exp(-Math.abs(margin)));
      return signed > 0 ? signed + tail : tail;
    }

    @Override
    public double multiplier(double margin, double label) {
      double e = StrictMath.exp(-Math.abs(margin));
      // Of the two forms of sigmoid(m) - y the one that subtracts no nearly equal numbers.
      double small = e / (1 + e);
      double large = 1 / (1 + e);
      if (label > 0.5) {
        return margin >= 0 ? -small : -large;
      }
      return margin >= 0 ? large : small;
    }

    @Override
    public double curvature(double margin, double label) {
      double e = StrictMath.exp(-Math.abs(margin));
      return e / ((1 + e) * (1 + e));
    }
  },

  /** (m - y)^2 / 2. */
  SQUARED(1) {
    @Override
    public boolean admits(double label) {
      return Double.isFinite(label);
    }

    @Override
    public boolean isQuadratic() {
      return true;
    }

    @Override
    public double mostCurvature() {
      return 1;
    }

    @Override
    public double value(double margin, double label) {
      double error = margin - label;
      return 0.5 * error * error;
    }

    @Override
    public double multiplier(double margin, double label) {
      return margin - label;
    }

    @Override
    public double curvature(double margin, double label) {
      return 1;
    }
  },

  /**
   * Half the deviance of a count y >= 0: mu - y + y log(y / mu), with mu = exp(m). With x = m - log
   * y it is y (exp(x) - 1 - x), which keeps its digits where the fit is good.
   */
  POISSON(5) {
    @Override
    public double value(double margin, double label) {
      return label > 0
          ? label * Exponential.rest(margin - StrictMath.log(label))
          : StrictMath.exp(margin);
    }

    @Override
    public double multiplier(double margin, double label) {
      return curvature(margin, label) - label;
    }

    @Override
    public double curvature(double margin, double label) {
      return label > 0
          ? label * StrictMath.exp(margin - StrictMath.log(label))
          : StrictMath.exp(margin);
    }

    @Override
    public boolean admits(double label) {
      return label == 0 || isAmount(label);
    }

    @Override
    public double farthestMargin(double label) {
      return StrictMath.log(label);
    }
  },

  /**
   * Half the deviance of an amount y > 0 whose deviation is in proportion to its mean mu = exp(m):
   * y / mu - 1 - log(y / mu).
   */
  GAMMA(6) {
    @Override
    public double value(double margin, double label) {
      return Exponential.rest(StrictMath.log(label) - margin);
    }

    @Override
    public double multiplier(double margin, double label) {
      return 1 - curvature(margin, label);
    }

    @Override
    public double curvature(double margin, double label) {
      return StrictMath.exp(StrictMath.log(label) - margin);
    }

    @Override
    public boolean admits(double label) {
      return isAmount(label);
    }

    @Override
    public double farthestMargin(double label) {
      return StrictMath.log(label);
    }
  };

  private final int code;

  MarginLoss(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  /** Unless a loss says otherwise, its curvature has no bound. */
  @Override
  public double mostCurvature() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public boolean isCurvedMostAtZero() {
    return !Double.isInfinite(mostCurvature());
  }

  /** Whether {@code label} is positive and finite, and no number below the normal ones. */
  static boolean isAmount(double label) {
    return label >= Double.MIN_NORMAL && label <= Double.MAX_VALUE;
  }
}
