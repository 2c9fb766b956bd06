package rllc.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import rllc.family.Score;

/**
 * The parameters that Spark's own estimators do not have, as all of ours have them. They are
 * copied, searched over, saved and loaded like any other.
 *
 * @param <E> the estimator
 */
public interface RllcParams<E> extends Params {
  /** The parameters themselves, made at the first call. */
  ExtraParams extra();

  /**
   * Cross-validation over rows that are packed once: the mean score of each of {@code paramMaps}
   * over the folds. Rows are drawn into folds one by one, by {@code foldSeed}.
   *
   * @param folds at least 2
   * @throws IllegalStateException if a training ends without a usable model
   */
  double[] foldScores(
      Dataset<?> dataset, ParamMap[] paramMaps, int folds, long foldSeed, Score score);

  @SuppressWarnings("unchecked")
  private <T> E with(Param<T> param, T value) {
    set(param, value);
    return (E) this;
  }

  /** {@code optimizer.preset}: auto (the default), lbfgs, rllc-momentum(0.9), ... */
  default Param<String> optimizer() {
    return extra().optimizer;
  }

  default String getOptimizer() {
    return getOrDefault(optimizer());
  }

  default E setOptimizer(String value) {
    return with(optimizer(), value);
  }

  /** {@code optimizer.c1}: the learning rate, above 0; not set: chosen by the preset. */
  default DoubleParam c1() {
    return extra().c1;
  }

  default double getC1() {
    return (Double) getOrDefault(c1());
  }

  default E setC1(double value) {
    return with(c1(), value);
  }

  /** {@code optimizer.c2}: the law's rate, at least 0; not set: chosen by the preset. */
  default DoubleParam c2() {
    return extra().c2;
  }

  default double getC2() {
    return (Double) getOrDefault(c2());
  }

  default E setC2(double value) {
    return with(c2(), value);
  }

  /** {@code optimizer.batch}: auto (the default), full, or the rows of a step. */
  default Param<String> batch() {
    return extra().batch;
  }

  default String getBatch() {
    return getOrDefault(batch());
  }

  default E setBatch(String value) {
    return with(batch(), value);
  }

  /** {@code optimizer.seed} of all that is random; 0 by default. */
  default LongParam seed() {
    return extra().seed;
  }

  default long getSeed() {
    return (Long) getOrDefault(seed());
  }

  default E setSeed(long value) {
    return with(seed(), value);
  }

  /** {@code stop.maxPasses}: passes over the rows, above 0; not set: no limit. */
  default DoubleParam maxPasses() {
    return extra().maxPasses;
  }

  default double getMaxPasses() {
    return (Double) getOrDefault(maxPasses());
  }

  default E setMaxPasses(double value) {
    return with(maxPasses(), value);
  }

  /** {@code stop.maxSeconds}: seconds of training, above 0; not set: no limit. */
  default DoubleParam maxSeconds() {
    return extra().maxSeconds;
  }

  default double getMaxSeconds() {
    return (Double) getOrDefault(maxSeconds());
  }

  default E setMaxSeconds(double value) {
    return with(maxSeconds(), value);
  }

  /** {@code stop.targetLoss}: the training ends at this objective; not set: no target. */
  default DoubleParam targetLoss() {
    return extra().targetLoss;
  }

  default double getTargetLoss() {
    return (Double) getOrDefault(targetLoss());
  }

  default E setTargetLoss(double value) {
    return with(targetLoss(), value);
  }

  /**
   * A boolean column: rows where it is true do not train, they score the model after each step, and
   * the best model is kept. As Spark's GBTClassifier has it; not set: no early stopping.
   */
  default Param<String> validationIndicatorCol() {
    return extra().validationIndicatorCol;
  }

  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  default E setValidationIndicatorCol(String value) {
    return with(validationIndicatorCol(), value);
  }

  /** {@code stop.patience}: steps in a row without a better score that end the training; 5. */
  default IntParam patience() {
    return extra().patience;
  }

  default int getPatience() {
    return (Integer) getOrDefault(patience());
  }

  default E setPatience(int value) {
    return with(patience(), value);
  }

  /** {@code stop.metric}: auto (the default), or a score such as auc, logLoss, rmse. */
  default Param<String> validationMetric() {
    return extra().validationMetric;
  }

  default String getValidationMetric() {
    return getOrDefault(validationMetric());
  }

  default E setValidationMetric(String value) {
    return with(validationMetric(), value);
  }

  /**
   * A saved model, or a saved pipeline that ends in one, to start from: of the same features and
   * classes. Not set: the start is chosen.
   */
  default Param<String> initialModelPath() {
    return extra().initialModelPath;
  }

  default String getInitialModelPath() {
    return getOrDefault(initialModelPath());
  }

  default E setInitialModelPath(String value) {
    return with(initialModelPath(), value);
  }
}
