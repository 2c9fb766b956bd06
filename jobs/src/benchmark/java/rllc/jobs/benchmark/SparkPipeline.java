package rllc.jobs.benchmark;

import java.io.IOException;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.settings.JobSettings;

/**
 * What a user of Spark ML writes for the same settings file: query, split, cached table, RFormula
 * and LogisticRegression in a pipeline, the area under the curve of train and test rows, the saved
 * model. Started as a program of its own, beside {@code jobs/rllc train}.
 *
 * <p>Arguments: a settings file, then key=value.
 */
public final class SparkPipeline {
  private SparkPipeline() {}

  public static void main(String[] words) throws IOException {
    JobSettings settings = RawToModel.settings(words);
    SparkSession spark = RawToModel.session();
    spark.read().parquet(settings.data().path()).createOrReplaceTempView("data");
    Dataset<Row> table = spark.sql(settings.data().query().orElseThrow()).cache();
    double test = settings.data().testFraction();
    List<Dataset<Row>> parts = table.randomSplitAsList(new double[] {1 - test, test}, 1);
    RFormula formula =
        new RFormula().setFormula(settings.data().formula().orElseThrow()).setHandleInvalid("keep");
    LogisticRegression regression =
        new LogisticRegression()
            .setRegParam(settings.training().model().regParam())
            .setTol(settings.training().stop().tol())
            .setMaxIter(settings.training().stop().maxSteps());
    PipelineModel model =
        new Pipeline().setStages(new PipelineStage[] {formula, regression}).fit(parts.get(0));
    BinaryClassificationEvaluator auc = new BinaryClassificationEvaluator();
    double train = auc.evaluate(model.transform(parts.get(0)));
    System.out.printf(
        "train auc %.6f  test auc %.6f%n", train, auc.evaluate(model.transform(parts.get(1))));
    model.write().overwrite().save(settings.out() + "/model");
    spark.stop();
  }
}
