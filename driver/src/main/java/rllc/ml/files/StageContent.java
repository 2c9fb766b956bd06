package rllc.ml.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.feature.ColumnPruner;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.feature.Interaction;
import org.apache.spark.ml.feature.OneHotEncoderModel;
import org.apache.spark.ml.feature.RFormulaModel;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.feature.VectorAttributeRewriter;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Spark ML saves of a stage besides its parameters, and the one place that knows it. Spark has
 * no public way to save a stage but its writers, which start jobs; the columns are those that its
 * readers ask for, and {@code ModelFilesTest} compares them with what each supported Spark writes.
 * Stages that are not named here take Spark's own writer.
 *
 * @param row the only row of {@code data}, if the stage has such a folder
 * @param inner the stages of a formula
 */
record StageContent(Optional<OneRow> row, Optional<PipelineModel> inner) {
  private static final DataType STRINGS = DataTypes.createArrayType(DataTypes.StringType);

  /** A row, column by column. */
  static final class OneRow {
    private StructType schema = new StructType();
    private final List<Object> values = new ArrayList<>();

    /** Numbers and booleans are never null, all else may be: so Spark has it. */
    private OneRow with(String name, DataType type, Object value) {
      boolean mayBeNull = !(value instanceof Number || value instanceof Boolean);
      schema = schema.add(name, type, mayBeNull);
      values.add(value);
      return this;
    }

    StructType schema() {
      return schema;
    }

    Object[] values() {
      return values.toArray();
    }
  }

  /** Empty for a stage that is not known. */
  static Optional<StageContent> of(Transformer stage) {
    Class<?> type = stage.getClass();
    if (List.of(VectorAssembler.class, FeatureHasher.class, Interaction.class).contains(type)) {
      return Optional.of(new StageContent(Optional.empty(), Optional.empty()));
    }
    if (type == RFormulaModel.class) {
      RFormulaModel formula = (RFormulaModel) stage;
      return Optional.of(
          new StageContent(Optional.of(formula(formula)), Optional.of(formula.pipelineModel())));
    }
    return row(stage, type).map(row -> new StageContent(Optional.of(row), Optional.empty()));
  }

  private static Optional<OneRow> row(Transformer stage, Class<?> type) {
    if (type == LogisticRegressionModel.class) {
      return Optional.of(logistic((LogisticRegressionModel) stage));
    }
    if (type == LinearRegressionModel.class) {
      return Optional.of(linear((LinearRegressionModel) stage));
    }
    OneRow row = new OneRow();
    if (type == StringIndexerModel.class) {
      String[][] labels = ((StringIndexerModel) stage).labelsArray();
      return Optional.of(row.with("labelsArray", DataTypes.createArrayType(STRINGS), labels));
    }
    if (type == OneHotEncoderModel.class) {
      int[] sizes = ((OneHotEncoderModel) stage).categorySizes();
      return Optional.of(row.with("categorySizes", ints(), sizes));
    }
    if (type == ColumnPruner.class) {
      ColumnPruner pruner = (ColumnPruner) stage;
      Object columns = CollectionConverters.asJava(pruner.columnsToPrune());
      return Optional.of(row.with("columnsToPrune", STRINGS, columns));
    }
    if (type == VectorAttributeRewriter.class) {
      return Optional.of(rewriter((VectorAttributeRewriter) stage));
    }
    return Optional.empty();
  }

  private static ArrayType ints() {
    return DataTypes.createArrayType(DataTypes.IntegerType, false);
  }

  private static OneRow formula(RFormulaModel model) {
    return new OneRow()
        .with("label", DataTypes.StringType, model.resolvedFormula().label())
        .with("terms", DataTypes.createArrayType(STRINGS), model.resolvedFormula().terms())
        .with("hasIntercept", DataTypes.BooleanType, model.resolvedFormula().hasIntercept());
  }

  private static OneRow rewriter(VectorAttributeRewriter stage) {
    DataType map = DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType);
    return new OneRow()
        .with("vectorCol", DataTypes.StringType, stage.vectorCol())
        .with("prefixesToRewrite", map, stage.prefixesToRewrite());
  }

  private static OneRow logistic(LogisticRegressionModel model) {
    return new OneRow()
        .with("numClasses", DataTypes.IntegerType, model.numClasses())
        .with("numFeatures", DataTypes.IntegerType, model.numFeatures())
        .with("interceptVector", SQLDataTypes.VectorType(), model.interceptVector())
        .with("coefficientMatrix", SQLDataTypes.MatrixType(), model.coefficientMatrix())
        // Two classes have one row of coefficients, or one each if they were trained as several.
        .with("isMultinomial", DataTypes.BooleanType, model.coefficientMatrix().numRows() > 1);
  }

  private static OneRow linear(LinearRegressionModel model) {
    return new OneRow()
        .with("intercept", DataTypes.DoubleType, model.intercept())
        .with("coefficients", SQLDataTypes.VectorType(), model.coefficients())
        .with("scale", DataTypes.DoubleType, model.scale());
  }
}
