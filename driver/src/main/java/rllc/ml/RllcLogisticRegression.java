package rllc.ml;

import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import rllc.train.report.TrainingListener;

/**
 * Logistic regression for two or several classes, trained by this project: Spark ML's {@link
 * LogisticRegression} with the same parameters, the same objective and the same model class,
 *
 * <p>minimise over w, b: sum_i weight_i loss(y_i, w . x_i + b) / sum_i weight_i + regParam ((1 -
 * elasticNetParam) / 2 ||w||_2^2 + elasticNetParam ||w||_1)
 *
 * <p>where w is counted on standardised features if {@code standardization} is set. The parameters
 * beside Spark's are {@link RllcParams}. {@code tol} is relative to the null model's loss and
 * gradient; {@code aggregationDepth} and {@code maxBlockSizeInMB} are accepted and have no effect:
 * the order of a sum and the size of a block follow from the data, so that the same data give the
 * same bits on any cluster.
 *
 * <p>Where Spark's trainer does without training, so does this one: if all labels are alike and
 * there is an intercept, the coefficients are 0 and the intercept is infinite. Without an intercept
 * such labels need {@code regParam} above 0; else the loss has no minimum, which is an error here.
 */
public class RllcLogisticRegression extends LogisticRegression
    implements RllcParams<RllcLogisticRegression> {
  private static final long serialVersionUID = 1L;

  /** Not set here: Spark's constructor asks for the parameters before fields are initialised. */
  private ExtraParams extra;

  private transient TrainingListener listener;

  public RllcLogisticRegression() {
    this(Identifiable.randomUID("rllc_logreg"));
  }

  public RllcLogisticRegression(String uid) {
    super(uid);
    extra().setDefaults(this);
  }

  /** An estimator that was saved. */
  public static RllcLogisticRegression load(String path) {
    return (RllcLogisticRegression) read().load(path);
  }

  /** Reads estimators that were saved; Spark's pipelines call it by its name. */
  public static MLReader<LogisticRegression> read() {
    return new DefaultParamsReadable<LogisticRegression>() {}.read();
  }

  @Override
  public final ExtraParams extra() {
    if (extra == null) {
      extra = new ExtraParams(this);
    }
    return extra;
  }

  /** Somebody who looks on while a model is trained; copies have it too, saving loses it. */
  public RllcLogisticRegression setListener(TrainingListener looker) {
    listener = looker;
    return this;
  }

  @Override
  public RllcLogisticRegression copy(ParamMap extraValues) {
    RllcLogisticRegression copy = defaultCopy(extraValues);
    return copy.setListener(listener);
  }

  /**
   * Trains; called by {@code fit}.
   *
   * @throws rllc.spark.input.BadInputException if the rows cannot be trained on
   * @throws IllegalArgumentException if parameters do not fit each other or the rows
   * @throws IllegalStateException if the training ends without a usable model
   */
  @Override
  public LogisticRegressionModel train(Dataset<?> dataset) {
    checkThresholdConsistency();
    return new LogisticFit(this, listener).train(dataset.toDF());
  }
}
