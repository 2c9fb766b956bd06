package rllc.jobs.table.files;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import rllc.settings.DataSettings.BadRows;
import rllc.spark.input.BadInputException;
import rllc.spark.input.InputColumns;
import scala.Tuple2;

/**
 * Reads files in LIBSVM's format as columns {@code label} and {@code features}, and those that name
 * folders. Spark's own reader takes neither remarks after # nor tabs, and does not name a bad line.
 */
final class LibsvmReader {
  private final Dataset<Row> lines;
  private final BadRows badRows;

  /**
   * @param options of any reader of files
   */
  LibsvmReader(SparkSession spark, String[] paths, Map<String, String> options, BadRows badRows) {
    Dataset<Row> text = spark.read().format("text").options(options).load(paths);
    List<Column> columns = new ArrayList<>();
    Arrays.stream(text.columns()).map(InputColumns::column).forEach(columns::add);
    columns.add(functions.input_file_name());
    this.lines = text.select(columns.toArray(Column[]::new));
    this.badRows = badRows;
  }

  /**
   * What must be known of the lines before they are read.
   *
   * @param features that the longest needs, or that are given
   * @param lines counted; none where nobody looked
   */
  record Survey(int features, LineTally lines) {}

  /** Looks at all lines, but where {@code numFeatures} are given and no bad line is left out. */
  Survey survey(OptionalInt numFeatures) {
    if (numFeatures.isPresent() && badRows == BadRows.FAIL) {
      return new Survey(numFeatures.getAsInt(), new LineTally());
    }
    Parser parser = new Parser(numFeatures.orElse(Integer.MAX_VALUE), badRows);
    List<Tuple2<Integer, LineTally>> parts =
        lines.toJavaRDD().mapPartitions(rows -> List.of(survey(rows, parser)).iterator()).collect();
    int features = parts.stream().mapToInt(Tuple2::_1).max().orElse(0);
    LineTally all = parts.stream().map(Tuple2::_2).reduce(new LineTally(), LineTally::plus);
    return new Survey(numFeatures.orElse(features), all);
  }

  /** The same of some, in a pair, because Kryo reads no records. */
  private static Tuple2<Integer, LineTally> survey(Iterator<Row> rows, Parser parser) {
    int features = 0;
    LineTally tally = new LineTally();
    while (rows.hasNext()) {
      Row row = rows.next();
      String text = row.getString(0);
      if (LibsvmLine.isBlank(text)) {
        continue;
      }
      try {
        features = Math.max(features, parser.parsed(row).features());
        tally.row();
      } catch (BadInputException e) {
        if (parser.badRows == BadRows.FAIL) {
          throw e;
        }
        tally.bad(text, e.getCause().getMessage());
      }
    }
    return new Tuple2<>(features, tally);
  }

  /** The table of vectors of {@code features}. */
  Dataset<Row> rows(int features) {
    StructField[] of = lines.schema().fields();
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType, false)
            .add(new AttributeGroup("features", features).toStructField());
    for (StructField folder : Arrays.copyOfRange(of, 1, of.length - 1)) {
      schema = schema.add(folder);
    }
    Parser parser = new Parser(features, badRows);
    FlatMapFunction<Row, Row> parse = row -> parser.row(row).stream().iterator();
    return lines.flatMap(parse, Encoders.row(schema));
  }

  /** Rows of (text, columns that name folders, file) to rows of the table. */
  private record Parser(int features, BadRows badRows) implements Serializable {
    Optional<Row> row(Row read) {
      return line(read)
          .map(
              line -> {
                Object[] values = new Object[read.size()];
                values[0] = line.label();
                values[1] = line.vector(features);
                for (int k = 2; k < values.length; k++) {
                  values[k] = read.get(k - 1);
                }
                return RowFactory.create(values);
              });
    }

    /** Empty for a remark, and for a bad line that is left out. */
    Optional<LibsvmLine> line(Row read) {
      try {
        return LibsvmLine.isBlank(read.getString(0)) ? Optional.empty() : Optional.of(parsed(read));
      } catch (BadInputException e) {
        if (badRows == BadRows.SKIP) {
          return Optional.empty();
        }
        throw e;
      }
    }

    /** A line that is no remark. */
    LibsvmLine parsed(Row read) {
      String text = read.getString(0);
      try {
        return LibsvmLine.parse(text).within(features);
      } catch (IllegalArgumentException e) {
        throw BadLines.bad(text, read.getString(read.size() - 1), e.getMessage(), e);
      }
    }
  }
}
