package rllc.loss;

/** The scalar losses of MLlib's families binomial and gaussian. */
public enum MarginLoss implements ScalarLoss {
  /** log(1 + exp(-m)) if y = 1, log(1 + exp(m)) if y = 0. It overflows for no margin. */
  LOGISTIC {
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
  SQUARED {
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
  };

  @Override
  public int code() {
    return ordinal();
  }

  @Override
  public boolean isCurvedMostAtZero() {
    return true;
  }
}
