package rllc.jobs.predict;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.RFormulaModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.spark.input.BadInputException;

/** Stages that were saved with a model and make its features. */
public final class SavedStages {
  private SavedStages() {}

  /**
   * {@code table} with the columns that the stages make.
   *
   * @throws BadInputException if the table has not the columns that they are made of: Spark names
   *     columns of its own, which nobody has heard of
   */
  public static Dataset<Row> transform(List<Transformer> stages, Dataset<Row> table) {
    Dataset<Row> result = table;
    for (Transformer stage : stages) {
      try {
        result = stage.transform(result);
      } catch (Exception e) {
        // Exception: Spark's Scala code throws AnalysisException undeclared.
        throw new BadInputException(
            "the data must have the columns of the model's "
                + (stage instanceof RFormulaModel formula
                    ? formula.getFormula()
                    : stage.getClass().getSimpleName())
                + ", got "
                + Arrays.toString(table.columns()),
            e);
      }
    }
    return result;
  }
}
