package rllc.ml;

import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import rllc.family.Score;
import rllc.spark.SupportedSpark;
import rllc.spark.path.PathFit;
import rllc.train.report.TrainingListener;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

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
    SupportedSpark.check();
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

  /**
   * Somebody who looks on while a model is trained, unless it is one of a path; copies have it too,
   * saving loses it.
   */
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
    return LogisticFit.of(List.of(this), listener).train(dataset.toDF()).get(0);
  }

  /**
   * One model for each of {@code paramMaps}. Those that differ in regParam and elasticNetParam
   * alone are a path: packed once, the strongest penalty first, each fit started near the last
   * ({@link PathFit}). Python's CrossValidator and TrainValidationSplit train so.
   */
  public List<LogisticRegressionModel> fit(Dataset<?> dataset, ParamMap[] paramMaps) {
    return Paths.fit(
        this, dataset, paramMaps, (path, rows) -> LogisticFit.of(path, listener).train(rows));
  }

  @Override
  public Seq<LogisticRegressionModel> fit(Dataset<?> dataset, Seq<ParamMap> paramMaps) {
    ParamMap[] maps = CollectionConverters.asJava(paramMaps).toArray(ParamMap[]::new);
    return CollectionConverters.asScala(fit(dataset, maps)).toSeq();
  }

  @Override
  public double[] foldScores(
      Dataset<?> dataset, ParamMap[] paramMaps, int folds, long foldSeed, Score score) {
    return Paths.scores(
        this,
        dataset,
        paramMaps,
        (path, rows) -> LogisticFit.of(path, null).foldScores(rows, folds, foldSeed, score));
  }
}
