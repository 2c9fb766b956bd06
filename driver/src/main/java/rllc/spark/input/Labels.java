package rllc.spark.input;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.family.Family;
import rllc.loss.Loss;

/**
 * What a label column asks for: the family of the model and the coding of its values.
 *
 * @param family decided
 * @param coding values to numbers
 */
public record Labels(Family family, LabelCoding coding) {
  /** More distinct values than this are no classes. */
  public static final int MOST_CLASSES = Family.MOST_CLASSES;

  /**
   * Reads the label column once, unless the family's labels are numbers. Missing values are left to
   * the packing, which names the row.
   *
   * @throws BadInputException if the column's values do not fit the family
   */
  public static Labels of(Dataset<Row> data, Columns columns, Family family) {
    if (family.hasNumbers()) {
      return new Labels(family, LabelCoding.numeric(family));
    }
    return of(distinct(data, columns), columns.label(), family);
  }

  /**
   * The same for known distinct values, all DoubleArray or all Strings, sorted. With {@code AUTO}:
   * two values, binomial; strings, or integers 0..K-1 or 1..K without a gap ({@code K <= 1000}),
   * multinomial; else gaussian.
   */
  public static Labels of(List<Object> values, String column, Family asked) {
    if (values.isEmpty()) {
      throw new BadInputException("column `" + column + "` must have values, got none");
    }
    if (values.size() == 1) {
      throw new BadInputException(
          "column `" + column + "` must have two values or more, got only " + values.get(0));
    }
    Family family = asked.isDecided() ? asked : told(values);
    if (family.hasNumbers()) {
      return new Labels(family, LabelCoding.numeric(family));
    }
    if (family.mostClasses() == 2 && values.size() > 2) {
      throw new BadInputException(
          "column `"
              + column
              + "` must have two values for the "
              + family.text()
              + " family, got a third: "
              + values.subList(0, 3));
    }
    if (values.size() > MOST_CLASSES) {
      throw new BadInputException(
          "column `" + column + "` must have at most " + MOST_CLASSES + " classes, got more");
    }
    return new Labels(family, LabelCoding.classes(values));
  }

  /**
   * Class indices 0 .. K-1; a model of two classes has both of its classes, whichever there are.
   *
   * @param asked auto: binomial for at most two classes
   * @throws BadInputException if the family has room for fewer classes
   */
  public static Labels ofIndices(int classes, String column, Family asked) {
    Family family =
        asked.isDecided() ? asked : classes <= 2 ? Family.binomial() : Family.multinomial();
    int most = family.mostClasses();
    if (classes > most) {
      throw new BadInputException(
          String.format(
              "column `%s` must have at most %d classes for the %s family, got %d",
              column, most, family.text(), classes));
    }
    int all = most == 2 ? 2 : classes;
    return new Labels(
        family,
        LabelCoding.classes(IntStream.range(0, all).<Object>mapToObj(k -> (double) k).toList()));
  }

  /**
   * @throws BadInputException if {@code label} is no class index
   */
  public static void checkIndex(double label, String column) {
    if (!(label >= 0 && label == Math.rint(label) && label < MOST_CLASSES)) {
      throw new BadInputException(
          "column `"
              + column
              + "` must hold class indices, whole numbers from 0 to "
              + (MOST_CLASSES - 1)
              + ", got "
              + label);
    }
  }

  /** Columns of the model's coefficients. */
  public int outputs() {
    return family.outputs(classes());
  }

  /** The loss of a row. */
  public Loss loss() {
    return family.loss(outputs());
  }

  /** Number of classes K; 0 for a regression. */
  public int classes() {
    return coding.values().size();
  }

  private static Family told(List<Object> values) {
    if (values.size() == 2) {
      return Family.binomial();
    }
    boolean classes = values.get(0) instanceof String || withoutGap(values);
    return classes ? Family.multinomial() : Family.gaussian();
  }

  private static boolean withoutGap(List<Object> values) {
    double first = (Double) values.get(0);
    if (values.size() > MOST_CLASSES || (first != 0 && first != 1)) {
      return false;
    }
    for (int k = 0; k < values.size(); k++) {
      if ((Double) values.get(k) != first + k) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether numbers that {@code AUTO} takes for no classes look like some all the same: integers of
   * which a part may have been missed, as 0, 1, 3. Amounts leave out most integers of their range.
   */
  public static boolean mayBeClasses(SortedSet<Object> values) {
    if (values.size() > MOST_CLASSES) {
      return false;
    }
    double range = (Double) values.last() - (Double) values.first() + 1;
    return range <= 2 * values.size()
        && values.stream().allMatch(value -> (Double) value == Math.rint((Double) value));
  }

  private static List<Object> distinct(Dataset<Row> data, Columns columns) {
    List<List<Object>> parts =
        InputColumns.label(data, columns)
            .toJavaRDD()
            .mapPartitions(rows -> List.of(distinct(rows)).iterator())
            .collect();
    TreeSet<Object> all = new TreeSet<>();
    parts.forEach(all::addAll);
    return List.copyOf(all);
  }

  private static List<Object> distinct(Iterator<Row> rows) {
    TreeSet<Object> values = new TreeSet<>();
    while (rows.hasNext() && values.size() <= MOST_CLASSES) {
      Object value = rows.next().get(0);
      if (value instanceof Double number && Double.isFinite(number)) {
        // Adding 0.0 makes -0.0 the value 0.0.
        values.add(number + 0.0);
      } else if (value instanceof String) {
        values.add(value);
      }
    }
    return new ArrayList<>(values);
  }
}
