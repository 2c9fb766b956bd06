package rllc.ml;

import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
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
 * Linear regression by least squares, trained by this project: Spark ML's {@link LinearRegression}
 * with the same parameters, the same objective and the same model class,
 *
 * <p>minimise over w, b: sum_i weight_i (y_i - w . x_i - b)^2 / (2 sum_i weight_i) + regParam ((1 -
 * elasticNetParam) / 2 ||w||_2^2 + elasticNetParam ||w||_1)
 *
 * <p>where labels, and features if {@code standardization} is set, are counted in deviations, as
 * Spark has it. The parameters beside Spark's are {@link RllcParams}. {@code tol} is relative to
 * the null model's loss and gradient. {@code solver} does not choose the method, {@code optimizer}
 * does; it tells by which deviation Spark would count, the population's (normal) or the sample's
 * (l-bfgs). {@code aggregationDepth} and {@code maxBlockSizeInMB} are accepted and have no effect.
 */
public class RllcLinearRegression extends LinearRegression
    implements RllcParams<RllcLinearRegression> {
  private static final long serialVersionUID = 1L;

  /** Not set here: Spark's constructor asks for the parameters before fields are initialised. */
  private ExtraParams extra;

  private transient TrainingListener listener;

  public RllcLinearRegression() {
    this(Identifiable.randomUID("rllc_linreg"));
  }

  public RllcLinearRegression(String uid) {
    super(uid);
    SupportedSpark.check();
    extra().setDefaults(this);
  }

  /** An estimator that was saved. */
  public static RllcLinearRegression load(String path) {
    return (RllcLinearRegression) read().load(path);
  }

  /** Reads estimators that were saved; Spark's pipelines call it by its name. */
  public static MLReader<LinearRegression> read() {
    return new DefaultParamsReadable<LinearRegression>() {}.read();
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
  public RllcLinearRegression setListener(TrainingListener looker) {
    listener = looker;
    return this;
  }

  @Override
  public RllcLinearRegression copy(ParamMap extraValues) {
    RllcLinearRegression copy = defaultCopy(extraValues);
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
  public LinearRegressionModel train(Dataset<?> dataset) {
    return LinearRegressionFit.of(List.of(this), listener).train(dataset.toDF()).get(0);
  }

  /**
   * One model for each of {@code paramMaps}. Those that differ in regParam and elasticNetParam
   * alone are a path: packed once, the strongest penalty first, each fit started near the last
   * ({@link PathFit}). Python's CrossValidator and TrainValidationSplit train so.
   */
  public List<LinearRegressionModel> fit(Dataset<?> dataset, ParamMap[] paramMaps) {
    return Paths.fit(
        this,
        dataset,
        paramMaps,
        (path, rows) -> LinearRegressionFit.of(path, listener).train(rows));
  }

  @Override
  public Seq<LinearRegressionModel> fit(Dataset<?> dataset, Seq<ParamMap> paramMaps) {
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
        (path, rows) ->
            LinearRegressionFit.of(path, null).foldScores(rows, folds, foldSeed, score));
  }
}
