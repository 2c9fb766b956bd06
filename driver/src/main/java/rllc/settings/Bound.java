package rllc.settings;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One side of a box, as it is written: one number for all, or a table.
 *
 * @param all the number for all; empty where there is a table
 * @param table of coefficients one row an output, one number a feature; of intercepts one row, one
 *     number an output; empty where there is one number
 */
public record Bound(OptionalDouble all, List<List<Double>> table) {
  /** One number for all. */
  public static Bound ofAll(double number) {
    return new Bound(OptionalDouble.of(number), List.of());
  }

  /** One number for each. */
  public static Bound of(List<List<Double>> table) {
    return new Bound(OptionalDouble.empty(), table.stream().map(List::copyOf).toList());
  }

  /** The number of {@code row} and {@code column}. */
  public double at(int row, int column) {
    return all.isPresent() ? all.getAsDouble() : table.get(row).get(column);
  }

  private boolean fits(int rows, int columns) {
    return all.isPresent()
        || (table.size() == rows && table.stream().allMatch(row -> row.size() == columns));
  }

  private String shape() {
    int columns = table.stream().mapToInt(List::size).max().orElse(0);
    return shape(table.size(), columns);
  }

  private static String shape(int rows, int columns) {
    return rows == 1 ? "a list of " + columns : rows + " lists of " + columns;
  }

  /** Refuses a table of another shape. */
  void checkShape(String key, int rows, int columns) {
    Require.that(
        fits(rows, columns), key, "a number or " + shape(rows, columns) + " numbers", shape());
  }

  /** Refuses NaN, and the infinity that nothing could be beyond. */
  void checkNumbers(String key, double beyondAll) {
    for (int r = 0; r < Math.max(1, table.size()); r++) {
      for (int c = 0; c < (all.isPresent() ? 1 : table.get(r).size()); c++) {
        double number = at(r, c);
        boolean bounds = !Double.isNaN(number) && number != beyondAll;
        Require.that(bounds, key, "numbers other than NaN and " + beyondAll, number);
      }
    }
  }

  /** Refuses a lower side above the upper one, as far as their shapes can be compared. */
  static void checkOrder(String key, Bound lower, Bound upper) {
    List<List<Double>> shape = lower.all.isPresent() ? upper.table : lower.table;
    for (int r = 0; r < Math.max(1, shape.size()); r++) {
      int columns = shape.isEmpty() ? 1 : shape.get(r).size();
      for (int c = 0; c < columns && lower.has(r, c) && upper.has(r, c); c++) {
        Require.that(
            lower.at(r, c) <= upper.at(r, c),
            key,
            "at most the upper bound, " + upper.at(r, c),
            lower.at(r, c));
      }
    }
  }

  private boolean has(int row, int column) {
    return all.isPresent() || (row < table.size() && column < table.get(row).size());
  }
}
