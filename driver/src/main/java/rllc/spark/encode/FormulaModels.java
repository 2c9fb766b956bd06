package rllc.spark.encode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.ColumnPruner;
import org.apache.spark.ml.feature.Interaction;
import org.apache.spark.ml.feature.OneHotEncoderModel;
import org.apache.spark.ml.feature.RFormulaModel;
import org.apache.spark.ml.feature.RFormulaParser;
import org.apache.spark.ml.feature.ResolvedRFormula;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.feature.VectorAttributeRewriter;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Spark's own RFormulaModel, made of categories that are known: what {@code RFormula.fit} makes,
 * which counts each column of text by three jobs. The parser and the constructors that are called
 * here are private to Spark's packages. {@code FormulaModelsTest} holds the result to that of
 * {@code fit}, and fails clearly where a Spark version has others.
 */
final class FormulaModels {
  private static final String KEEP = "keep";

  private final String uid = Identifiable.randomUID("rFormula");
  private final ResolvedRFormula resolved;
  private final String formula;

  private FormulaModels(String formula, StructType schema) {
    this.formula = formula;
    this.resolved = RFormulaParser.parse(formula).resolve(schema);
  }

  /**
   * @param schema of the columns that "." stands for
   * @throws RuntimeException Spark's own, if the formula cannot be parsed
   */
  static FormulaModels of(String formula, StructType schema) {
    return new FormulaModels(formula, schema);
  }

  /** Names of columns, a list for each term. */
  List<List<String>> terms() {
    return CollectionConverters.asJava(resolved.terms()).stream()
        .map(term -> List.copyOf(CollectionConverters.asJava(term)))
        .toList();
  }

  boolean hasIntercept() {
    return resolved.hasIntercept();
  }

  /**
   * @param categories of each column of text among the terms, and of a label of text, in the order
   *     of their numbers
   */
  RFormulaModel model(Map<String, String[]> categories, String features, String label) {
    List<Transformer> stages = new ArrayList<>();
    Map<String, String> indexed = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    Set<String> temporary = new LinkedHashSet<>();
    for (String term : new TreeSet<>(terms().stream().flatMap(List::stream).toList())) {
      if (categories.containsKey(term)) {
        String index = temporary("stridx", temporary);
        StringIndexerModel indexer = indexer(term, index, categories.get(term));
        indexer.set(indexer.stringOrderType(), "frequencyDesc");
        stages.add(indexer);
        names.put(index + "_", term + "_");
        indexed.put(term, index);
      }
    }
    List<String> assembled = new ArrayList<>();
    List<String> encoded = new ArrayList<>();
    List<String> encodings = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    boolean dropped = hasIntercept();
    for (List<String> term : terms()) {
      String first = term.get(0);
      if (term.size() > 1) {
        String product = temporary("interaction", temporary);
        String[] columns =
            term.stream().map(name -> indexed.getOrDefault(name, name)).toArray(String[]::new);
        stages.add(new Interaction().setInputCols(columns).setOutputCol(product));
        names.put(product + "_", "");
        assembled.add(product);
      } else if (indexed.containsKey(first)) {
        String encoding = temporary("onehot", temporary);
        int size = categories.get(first).length + 1;
        names.put(encoding + "_", first + "_");
        assembled.add(encoding);
        if (dropped) {
          encoded.add(indexed.get(first));
          encodings.add(encoding);
          sizes.add(size);
        } else {
          stages.add(
              oneHot(List.of(indexed.get(first)), List.of(encoding), List.of(size))
                  .setDropLast(false));
          dropped = true;
        }
      } else {
        assembled.add(first);
      }
    }
    if (!encoded.isEmpty()) {
      stages.add(oneHot(encoded, encodings, sizes).setDropLast(true));
    }
    stages.add(
        new VectorAssembler(uid)
            .setInputCols(assembled.toArray(String[]::new))
            .setOutputCol(features)
            .setHandleInvalid(KEEP));
    stages.add(new VectorAttributeRewriter(features, immutable(names)));
    stages.add(new ColumnPruner(CollectionConverters.asScala(temporary).toSet()));
    if (categories.containsKey(resolved.label())) {
      stages.add(indexer(resolved.label(), label, categories.get(resolved.label())));
    }
    PipelineModel pipeline = new PipelineModel(uid, stages.toArray(Transformer[]::new));
    RFormulaModel model = new RFormulaModel(uid, resolved, pipeline);
    model.set(model.formula(), formula);
    model.set(model.handleInvalid(), KEEP);
    model.set(model.featuresCol(), features);
    model.set(model.labelCol(), label);
    return model;
  }

  private static String temporary(String category, Set<String> all) {
    String name = Identifiable.randomUID(category);
    all.add(name);
    return name;
  }

  private static StringIndexerModel indexer(String column, String index, String[] categories) {
    return new StringIndexerModel(Identifiable.randomUID("strIdx"), categories)
        .setInputCol(column)
        .setOutputCol(index)
        .setHandleInvalid(KEEP);
  }

  private OneHotEncoderModel oneHot(
      List<String> columns, List<String> encodings, List<Integer> sizes) {
    int[] categories = sizes.stream().mapToInt(Integer::intValue).toArray();
    return new OneHotEncoderModel(uid, categories)
        .setInputCols(columns.toArray(String[]::new))
        .setOutputCols(encodings.toArray(String[]::new));
  }

  private static scala.collection.immutable.Map<String, String> immutable(
      Map<String, String> names) {
    return scala.collection.immutable.Map.from(CollectionConverters.asScala(names));
  }
}
