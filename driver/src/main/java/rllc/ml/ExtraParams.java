package rllc.ml;

import java.io.Serializable;
import java.util.OptionalDouble;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import rllc.family.Score;
import rllc.settings.BatchSize;
import rllc.settings.OptimizerSettings;
import rllc.settings.ValidationSettings;
import rllc.settings.preset.Presets;
import scala.Function1;

/**
 * The parameter objects of {@link RllcParams}. An estimator makes them when it is first asked for
 * one, which Spark does from the constructor that ours extend, before any field of ours is set.
 */
public final class ExtraParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> optimizer;
  final DoubleParam c1;
  final DoubleParam c2;
  final Param<String> batch;
  final LongParam seed;
  final DoubleParam maxPasses;
  final DoubleParam maxSeconds;
  final DoubleParam targetLoss;
  final Param<String> validationIndicatorCol;
  final IntParam patience;
  final Param<String> validationMetric;
  final Param<String> initialModelPath;

  ExtraParams(Params owner) {
    optimizer = text(owner, "optimizer", "preset, such as auto or lbfgs", ExtraParams::preset);
    c1 = above0(owner, "c1", "learning rate, > 0; chosen by the preset if not set");
    c2 =
        new DoubleParam(
            owner,
            "c2",
            "law rate, >= 0; chosen by the preset if not set",
            ParamValidators.gtEq(0));
    batch = text(owner, "batch", "auto, full, or the rows of a step", BatchSize::parse);
    seed = new LongParam(owner, "seed", "random seed");
    maxPasses = above0(owner, "maxPasses", "passes over the rows, > 0; no limit if not set");
    maxSeconds = above0(owner, "maxSeconds", "seconds of training, > 0; no limit if not set");
    targetLoss =
        new DoubleParam(
            owner,
            "targetLoss",
            "the training ends at this objective, finite",
            check(value -> Double.isFinite((Double) value)));
    validationIndicatorCol =
        new Param<>(
            owner,
            "validationIndicatorCol",
            "boolean column; rows where it is true score the model and do not train it");
    patience =
        new IntParam(
            owner,
            "patience",
            "steps in a row without a better score that end the training, >= 1",
            ParamValidators.gtEq(1));
    validationMetric =
        text(owner, "validationMetric", "auto or one of " + Score.keys(), Score::named);
    initialModelPath =
        new Param<>(owner, "initialModelPath", "a saved model of the same size to start from");
  }

  /** Sets the defaults, once the owner's constructor has run. */
  void setDefaults(Params owner) {
    owner.setDefault(optimizer, "auto");
    owner.setDefault(batch, "auto");
    owner.setDefault(seed, 0L);
    owner.setDefault(patience, ValidationSettings.PATIENCE);
    owner.setDefault(validationMetric, "auto");
  }

  private static OptimizerSettings preset(String text) {
    return Presets.parse(text, OptionalDouble.empty(), OptionalDouble.empty());
  }

  private static DoubleParam above0(Params owner, String name, String doc) {
    return new DoubleParam(owner, name, doc, ParamValidators.gt(0));
  }

  /** A text that {@code parse} must be able to read; its message says why not. */
  private static Param<String> text(Params owner, String name, String doc, Reader parse) {
    return new Param<>(owner, name, doc, check(value -> parse.read(value) != null));
  }

  /** Reads a text, or says what is wrong with it. */
  private interface Reader extends Serializable {
    Object read(String text);
  }

  /** Whether a value may be set; an estimator is sent and stored with its parameters. */
  private interface Check<T> extends Function1<T, Object>, Serializable {}

  private static <T> Function1<T, Object> check(Check<T> allows) {
    return allows;
  }
}
