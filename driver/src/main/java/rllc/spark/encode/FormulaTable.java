package rllc.spark.encode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.feature.RFormulaModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.unsafe.types.UTF8String;
import rllc.settings.DataSettings.Order;
import rllc.spark.input.CatalystRows;
import rllc.spark.input.Columns;
import rllc.spark.input.InputColumns;
import rllc.spark.input.InputRow;
import rllc.spark.input.InputRows;

/**
 * A formula over columns of text and numbers. The table is read once: its texts are numbered and
 * counted as they come, and its rows kept as those numbers until all categories are known. Where no
 * column is text, nothing is kept.
 */
public final class FormulaTable {
  /** A label's index, which nobody reads: packing knows its classes by itself. */
  private static final String LABEL_INDEX = "__formula_label";

  private final FormulaModels models;
  private final FormulaTerms terms;
  private final Columns columns;
  private final Optional<String> part;
  private final Order order;

  private FormulaTable(
      FormulaModels models,
      FormulaTerms terms,
      Columns columns,
      Optional<String> part,
      Order order) {
    this.models = models;
    this.terms = terms;
    this.columns = columns;
    this.part = part;
    this.order = order;
  }

  /**
   * The formula over columns of {@code schema}; empty where it cannot be compiled: it cannot be
   * parsed, a column is neither text nor numbers, or it is not clear which one is meant.
   *
   * @param schema of the columns that "." stands for
   * @param part column of the number of each row's part, if there are parts
   */
  public static Optional<FormulaTable> compile(
      String formula, StructType schema, Columns columns, Optional<String> part, Order order) {
    FormulaModels models;
    try {
      models = FormulaModels.of(formula, schema);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
    return FormulaTerms.of(schema, models.terms(), models.hasIntercept())
        .map(terms -> new FormulaTable(models, terms, columns, part, order));
  }

  /**
   * The rows of {@code table}, and Spark's own stage, fitted to the training rows among them.
   *
   * @throws IllegalArgumentException Spark's own, if a column of text has no category
   */
  public EncodedTable encode(Dataset<Row> table) {
    Dataset<Row> selected = selected(table, part);
    RawColumns raw = raw(selected.schema(), part);
    boolean texts = raw.texts() > 0 || raw.hasTextLabel();
    return texts ? coded(table, selected, raw) : numbers(table, selected, raw);
  }

  private Dataset<Row> selected(Dataset<Row> table, Optional<String> parts) {
    List<String> features = new ArrayList<>(terms.texts());
    features.addAll(terms.numbers());
    return RawColumns.select(table, features, columns, parts);
  }

  private RawColumns raw(StructType selected, Optional<String> parts) {
    return RawColumns.of(selected, terms.texts().size(), terms.numbers().size(), columns, parts);
  }

  private EncodedTable numbers(Dataset<Row> table, Dataset<Row> selected, RawColumns raw) {
    Found found = found(table, new Categories[0], Map.of());
    return new EncodedTable(
        found.input(direct(selected, raw, found)),
        found::others,
        Optional.of(found.model),
        found.made,
        Optional.empty(),
        () -> {});
  }

  private EncodedTable coded(Dataset<Row> table, Dataset<Row> selected, RawColumns raw) {
    JavaRDD<CodedRows> coded =
        CatalystRows.of(selected)
            .<CodedRows>mapPartitions(rows -> new RowCoder(rows, raw), true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      JavaRDD<Dictionaries> ends = coded.filter(CodedRows::isEnd).map(rows -> rows.end);
      Dictionaries all = counted(ends, raw.texts());
      Categories[] categories =
          Stream.of(all.texts()).map(Categories::of).toArray(Categories[]::new);
      Map<String, Categories> label =
          raw.hasTextLabel() ? Map.of(columns.label(), Categories.of(all.labels())) : Map.of();
      Found found = found(table, categories, label);
      FormulaTerms.Writer writer = found.writer;
      int numbers = raw.numbers();
      JavaRDD<InputRow> rows =
          coded.zipPartitions(
              ends, (chunks, end) -> decoded(chunks, end, writer, categories, numbers));
      return new EncodedTable(
          found.input(rows),
          found::others,
          Optional.of(found.model),
          found.made,
          raw.hasTextLabel() ? Optional.of(sorted(all.classes())) : Optional.empty(),
          () -> coded.unpersist(false));
    } catch (Throwable e) {
      coded.unpersist(false);
      throw e;
    }
  }

  private static Iterator<InputRow> decoded(
      Iterator<CodedRows> chunks,
      Iterator<Dictionaries> end,
      FormulaTerms.Writer writer,
      Categories[] categories,
      int numbers) {
    return new DecodedRows(chunks, end.next(), writer, categories, numbers);
  }

  private static Dictionaries counted(JavaRDD<Dictionaries> ends, int texts) {
    return ends.getNumPartitions() == 0
        ? Dictionaries.empty(texts)
        : ends.map(Dictionaries::counted).treeReduce(Dictionaries::with);
  }

  private static List<Object> sorted(TextTable classes) {
    return List.copyOf(
        new TreeSet<>(Stream.of(classes.byFrequency()).map(UTF8String::toString).toList()));
  }

  private JavaRDD<InputRow> direct(Dataset<Row> selected, RawColumns raw, Found found) {
    FormulaEncoder encoder = new FormulaEncoder(raw, found.writer, found.categories);
    return CatalystRows.of(selected, encoder, raw.scalars());
  }

  private Found found(Dataset<Row> table, Categories[] categories, Map<String, Categories> label) {
    Map<String, String[]> named = new HashMap<>();
    IntStream.range(0, categories.length)
        .forEach(k -> named.put(terms.texts().get(k), categories[k].texts()));
    label.forEach((name, values) -> named.put(name, values.texts()));
    RFormulaModel model = models.model(named, columns.features(), LABEL_INDEX);
    int[] sizes = Stream.of(categories).mapToInt(Categories::size).toArray();
    // Of no rows: Spark finds the features' names, and what it would refuse.
    StructType made = model.transform(table.limit(0)).schema();
    return new Found(model, categories, terms.writer(sizes), made);
  }

  /** What follows from the training rows. */
  private final class Found {
    private final RFormulaModel model;
    private final Categories[] categories;
    private final FormulaTerms.Writer writer;
    private final StructType made;
    private final String[] names;

    Found(
        RFormulaModel model, Categories[] categories, FormulaTerms.Writer writer, StructType made) {
      this.names = InputColumns.featureNames(made, columns.features());
      if (names.length != writer.features()) {
        throw new IllegalStateException(
            "this version of Spark's RFormula must make "
                + writer.features()
                + " features, got "
                + names.length);
      }
      this.model = model;
      this.categories = categories;
      this.writer = writer;
      this.made = made;
    }

    InputRows input(JavaRDD<InputRow> rows) {
      return new InputRows(
          InputColumns.ordered(rows, order), columns, OptionalInt.of(writer.features()), names);
    }

    /** The rows of another table, which has no parts. */
    InputRows others(Dataset<Row> table) {
      Dataset<Row> selected = selected(table, Optional.empty());
      return input(direct(selected, raw(selected.schema(), Optional.empty()), this));
    }
  }
}
