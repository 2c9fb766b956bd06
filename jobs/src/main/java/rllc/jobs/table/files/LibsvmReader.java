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
import rllc.spark.input.InputColumns;

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
   * @param badLines that are left out
   */
  record Survey(int features, long badLines) {}

  /** Looks at all lines, but where {@code numFeatures} are given and no bad line is left out. */
  Survey survey(OptionalInt numFeatures) {
    if (numFeatures.isPresent() && badRows == BadRows.FAIL) {
      return new Survey(numFeatures.getAsInt(), 0);
    }
    Parser parser = new Parser(numFeatures.orElse(Integer.MAX_VALUE), badRows);
    List<long[]> parts =
        lines.toJavaRDD().mapPartitions(rows -> List.of(survey(rows, parser)).iterator()).collect();
    long features = parts.stream().mapToLong(part -> part[0]).max().orElse(0);
    long bad = parts.stream().mapToLong(part -> part[1]).sum();
    return new Survey(numFeatures.orElse((int) features), bad);
  }

  /** The same of some, in an array, because Kryo reads no records. */
  private static long[] survey(Iterator<Row> rows, Parser parser) {
    long[] survey = new long[2];
    while (rows.hasNext()) {
      Row row = rows.next();
      Optional<LibsvmLine> line = parser.line(row);
      survey[0] = Math.max(survey[0], line.map(LibsvmLine::features).orElse(0));
      survey[1] += line.isEmpty() && !LibsvmLine.isBlank(row.getString(0)) ? 1 : 0;
    }
    return survey;
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
      String text = read.getString(0);
      try {
        return LibsvmLine.isBlank(text)
            ? Optional.empty()
            : Optional.of(LibsvmLine.parse(text).within(features));
      } catch (IllegalArgumentException e) {
        if (badRows == BadRows.SKIP) {
          return Optional.empty();
        }
        throw BadLines.bad(text, read.getString(read.size() - 1), e.getMessage(), e);
      }
    }
  }
}
