package rllc.settings;

import rllc.family.Family;

/**
 * The objective, exactly MLlib's: weighted mean loss + regParam ((1 - elasticNetParam) / 2
 * ||w||_2^2 + elasticNetParam ||w||_1), intercepts never penalised; {@code model.*}.
 *
 * @param family auto: told from the labels
 * @param regParam >= 0; for the gaussian family divided by the label's standard deviation, as MLlib
 *     and glmnet do
 * @param elasticNetParam in [0, 1]
 * @param fitIntercept whether there is an intercept
 * @param standardization whether the penalty acts on the coefficients of the standardised features
 * @param bounds on coefficients and intercepts; only without an L1 part
 */
public record ModelSettings(
    Family family,
    double regParam,
    double elasticNetParam,
    boolean fitIntercept,
    boolean standardization,
    Bounds bounds) {
  public ModelSettings {
    Require.that(
        regParam >= 0 && regParam < Double.POSITIVE_INFINITY,
        "model.regParam",
        "finite and at least 0",
        regParam);
    Require.that(
        elasticNetParam >= 0 && elasticNetParam <= 1,
        "model.elasticNetParam",
        "in [0, 1]",
        elasticNetParam);
    Require.that(
        bounds.isNone() || regParam * elasticNetParam == 0,
        "model.elasticNetParam",
        "0 where coefficients or intercepts have bounds",
        elasticNetParam);
    Require.that(
        fitIntercept || !bounds.onIntercepts(),
        "model.fitIntercept",
        "true where intercepts have bounds",
        fitIntercept);
  }

  /** Without bounds. */
  public ModelSettings(
      Family family,
      double regParam,
      double elasticNetParam,
      boolean fitIntercept,
      boolean standardization) {
    this(family, regParam, elasticNetParam, fitIntercept, standardization, Bounds.NONE);
  }

  /** The same with regParam and elasticNetParam of {@code other}. */
  public ModelSettings withPenalty(ModelSettings other) {
    return new ModelSettings(
        family, other.regParam, other.elasticNetParam, fitIntercept, standardization, bounds);
  }

  /** The same with another regParam. */
  public ModelSettings with(double other) {
    return new ModelSettings(family, other, elasticNetParam, fitIntercept, standardization, bounds);
  }

  /** Whether the penalty has an L1 part. */
  public boolean hasL1() {
    return regParam * elasticNetParam > 0;
  }
}
