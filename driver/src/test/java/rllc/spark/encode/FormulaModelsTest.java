package rllc.spark.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.ColumnPruner;
import org.apache.spark.ml.feature.OneHotEncoderModel;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.ml.feature.RFormulaModel;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAttributeRewriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.settings.DataSettings.Order;
import rllc.spark.LocalSpark;
import rllc.spark.input.Columns;
import scala.jdk.javaapi.CollectionConverters;

/** The model that is made of known categories is the one that Spark's RFormula fits. */
class FormulaModelsTest {
  private static SparkSession spark;
  private static Dataset<Row> table;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
    table =
        spark
            .range(200)
            .selectExpr(
                "CAST(id % 2 AS DOUBLE) AS y",
                "concat('l', id % 3) AS label",
                "concat('a', floor(sqrt(id % 17))) AS a",
                "IF(id % 5 = 0, NULL, concat('b', id % 4)) AS b",
                "id % 7 AS n",
                "id % 2 = 0 AS truth",
                "CAST(id AS STRING) AS id");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Parts of names that are drawn at random. */
  private static String plain(Object text) {
    return String.valueOf(text).replaceAll("_[0-9a-f]{12}", "_");
  }

  private static List<String> description(Transformer stage) {
    List<String> lines = new ArrayList<>();
    lines.add(stage.getClass().getName());
    lines.add(plain(stage.uid()));
    CollectionConverters.asJava(stage.extractParamMap().toSeq()).stream()
        .map(pair -> plain(pair.param().name() + " = " + text(pair.value())))
        .sorted()
        .forEach(lines::add);
    if (stage instanceof StringIndexerModel indexer) {
      Stream.of(indexer.labelsArray()).forEach(labels -> lines.add(List.of(labels).toString()));
    } else if (stage instanceof OneHotEncoderModel encoder) {
      lines.add(Arrays.toString(encoder.categorySizes()));
    } else if (stage instanceof ColumnPruner pruner) {
      lines.add(sorted(pruner.columnsToPrune().mkString("\n")));
    } else if (stage instanceof VectorAttributeRewriter rewriter) {
      lines.add(rewriter.vectorCol() + " " + sorted(rewriter.prefixesToRewrite().mkString("\n")));
    } else if (stage instanceof RFormulaModel model) {
      lines.add(model.resolvedFormula().toString());
      Stream.of(model.pipelineModel().stages()).forEach(part -> lines.addAll(description(part)));
    }
    return lines;
  }

  private static String text(Object value) {
    return value instanceof Object[] array ? List.of(array).toString() : String.valueOf(value);
  }

  private static String sorted(String lines) {
    return plain(lines).lines().sorted().toList().toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y ~ a + b + n + truth",
        "label ~ a:b + n",
        "y ~ a + b - 1",
        "y ~ n",
        "y ~ a*n + a:b:n",
        "label ~ b:n + a - 1"
      })
  void itIsWhatSparkFits(String formula) {
    RFormulaModel fitted =
        new RFormula()
            .setFormula(formula)
            .setFeaturesCol("features")
            .setLabelCol("__formula_label")
            .setHandleInvalid("keep")
            .fit(table);
    String label = formula.substring(0, formula.indexOf(' '));
    FormulaTable compiled =
        FormulaTable.compile(
                formula,
                table.schema(),
                new Columns("features", label, null),
                Optional.empty(),
                Order.AS_READ)
            .orElseThrow();
    try (EncodedTable encoded = compiled.encode(table)) {
      Transformer made = encoded.stage().orElseThrow();
      assertEquals(description(fitted), description(made));
      StructField features = made.transform(table).schema().apply("features");
      StructField expected = fitted.transform(table).schema().apply("features");
      assertEquals(plain(expected.metadata().json()), plain(features.metadata().json()));
    }
  }

  @Test
  void whatIsNotClearIsNotCompiled() {
    for (String formula : List.of("y ~ ", "y ~ missing", "y ~ A", "y ~ when", "y ~ f(a)")) {
      Dataset<Row> other = table.selectExpr("*", "current_date() AS when");
      assertTrue(
          FormulaTable.compile(
                  formula,
                  other.schema(),
                  new Columns("features", "y", null),
                  Optional.empty(),
                  Order.AS_READ)
              .isEmpty(),
          formula);
    }
  }
}
