package rllc.jobs.predict;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import rllc.jobs.table.TrainingTables;
import rllc.spark.input.BadInputException;
import rllc.spark.input.InputColumns;

/**
 * The answers of a pipeline that ends in any of Spark's prediction models: {@code prediction}, of
 * classes {@code probability} too, an array with a number for each class, of two classes {@code
 * probability_1} beside it.
 */
public final class Predictions {
  private static final String PREDICTION = "prediction";
  static final String PROBABILITY = "probability";

  /** Of class 1, where there are two. */
  static final String PROBABILITY_1 = PROBABILITY + "_1";

  /**
   * The class as the data had it, where its number is another: -1 and 1 are the classes 0 and 1.
   */
  private static final String LABEL = "predictedLabel";

  /** Names that no table has by chance. */
  private static final String ROW = "__rllc_row";

  private static final String FEATURES = "__rllc_features";
  private static final String GOOD = "__rllc_good";

  private final List<Transformer> featureStages;
  private final PredictionModel<?, ?> model;
  private final List<Object> classes;

  /**
   * @param classes values that the classes 0, 1, ... stand for; empty where they stand for
   *     themselves
   * @throws BadInputException if the pipeline does not end in a prediction model
   */
  public Predictions(PipelineModel pipeline, List<Object> classes) {
    Transformer[] stages = pipeline.stages();
    if (stages.length == 0 || !(stages[stages.length - 1] instanceof PredictionModel<?, ?> last)) {
      throw new BadInputException(
          "the model must be a pipeline that ends in a prediction model, got "
              + Arrays.toString(stages));
    }
    this.featureStages = List.of(stages).subList(0, stages.length - 1);
    this.model = last;
    this.classes = classes;
  }

  /** Features of a row; 0 where the model does not know. */
  public int features() {
    return Math.max(0, model.numFeatures());
  }

  /**
   * {@code table} with the answers, not computed yet.
   *
   * @param fails whether a row without an answer is an error; else it is left out
   * @param counts will hold {@code rows} and {@code badRows} once the answers have been computed
   * @throws BadInputException if the table has a column of their name
   */
  public Dataset<Row> of(Dataset<Row> table, boolean fails, Observation counts) {
    List<Column> given = new ArrayList<>();
    for (String name : table.columns()) {
      if (answers().anyMatch(name::equalsIgnoreCase)) {
        throw new BadInputException(
            "the data must have no column `"
                + name
                + "`, which the answer has; rename it by"
                + " `data.query`");
      }
      given.add(InputColumns.column(name));
    }
    Dataset<Row> ready = model.transform(checked(withFeatures(table), fails, counts));
    return ready.select(Stream.concat(given.stream(), columns()).toArray(Column[]::new));
  }

  /** The same in columns that a text file can have; {@code say} is told of those left out. */
  public Dataset<Row> flat(Dataset<Row> answers, Consumer<String> say) {
    return FlatTable.of(answers, numClasses(), say);
  }

  private int numClasses() {
    return model instanceof ProbabilisticClassificationModel<?, ?> probabilistic
        ? probabilistic.numClasses()
        : 0;
  }

  private static Stream<String> answers() {
    return Stream.of(PREDICTION, PROBABILITY, PROBABILITY_1, LABEL);
  }

  /** A column of arrays stays as it is, beside the vectors that are made of it. */
  private Dataset<Row> withFeatures(Dataset<Row> table) {
    String features = model.getFeaturesCol();
    Dataset<Row> result = table;
    if (featureStages.isEmpty() && table.schema().getFieldIndex(features).isDefined()) {
      result = table.withColumn(FEATURES, InputColumns.column(features));
      model.setFeaturesCol(FEATURES);
    }
    return TrainingTables.arraysAsVectors(SavedStages.transform(featureStages, result), FEATURES);
  }

  private Dataset<Row> checked(Dataset<Row> table, boolean fails, Observation counts) {
    String features = model.getFeaturesCol();
    String named = features.equals(FEATURES) ? "features" : features;
    // Not deterministic, as Spark calls it: else it is asked before the features are made, which
    // are made twice then.
    var check =
        functions
            .udf(new FeatureCheck(named, features(), fails), DataTypes.BooleanType)
            .asNondeterministic();
    Column good = check.apply(InputColumns.column(features), col(ROW));
    return table
        .withColumn(ROW, functions.monotonically_increasing_id())
        .withColumn(GOOD, good)
        .observe(
            counts,
            functions.count(lit(1)).as("rows"),
            functions.count_if(col(GOOD).equalTo(false)).as("badRows"))
        .filter(col(GOOD));
  }

  private Stream<Column> columns() {
    Column prediction = InputColumns.column(model.getPredictionCol());
    Stream.Builder<Column> columns = Stream.builder();
    columns.add(prediction.as(PREDICTION));
    if (!classes.isEmpty()) {
      Column values =
          functions.array(classes.stream().map(value -> lit(value)).toArray(Column[]::new));
      Column place = prediction.cast(DataTypes.IntegerType).plus(1);
      columns.add(functions.element_at(values, place).as(LABEL));
    }
    if (model instanceof ProbabilisticClassificationModel<?, ?> probabilistic) {
      Column all =
          vector_to_array(InputColumns.column(probabilistic.getProbabilityCol()), "float64");
      columns.add(all.as(PROBABILITY));
      if (numClasses() == 2) {
        columns.add(all.getItem(1).as(PROBABILITY_1));
      }
    }
    return columns.build();
  }
}
