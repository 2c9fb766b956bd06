package rllc.spark.input;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import rllc.family.Family;
import rllc.shard.Block;

/**
 * How a label column's values become numbers: as they are (a regression), or the index of the value
 * among the sorted classes.
 */
public final class LabelCoding implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<Object, Double> codes = new HashMap<>();
  private final List<Object> classes;
  private final Family family;

  /** The classes that are numbers, ascending, and the code of each. */
  private final double[] numbers;

  private final double[] numberCodes;

  private LabelCoding(List<Object> classes, Family family) {
    this.classes = classes;
    this.family = family;
    classes.forEach(value -> codes.put(value, (double) codes.size()));
    List<Double> ascending =
        classes.stream().filter(Double.class::isInstance).map(Double.class::cast).sorted().toList();
    this.numbers = ascending.stream().mapToDouble(Double::doubleValue).toArray();
    this.numberCodes = ascending.stream().mapToDouble(codes::get).toArray();
  }

  /** Labels are any finite numbers and stay as they are. */
  public static LabelCoding numeric() {
    return numeric(Family.gaussian());
  }

  /** Labels are numbers that {@code family} admits and stay as they are. */
  public static LabelCoding numeric(Family family) {
    return new LabelCoding(List.of(), family);
  }

  /**
   * The classes 0 .. K-1 stand for {@code values}, all DoubleArray or all Strings, in this order.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static LabelCoding classes(List<Object> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("`values` must have at least one class, got none");
    }
    return new LabelCoding(List.copyOf(values), Family.gaussian());
  }

  public boolean isNumeric() {
    return classes.isEmpty();
  }

  /** Whether numbers stay as they are. */
  public boolean isIdentity() {
    return codes.entrySet().stream().allMatch(entry -> entry.getValue().equals(entry.getKey()));
  }

  /** The class values in the order of their indices; empty for a regression. */
  public List<Object> values() {
    return classes;
  }

  /**
   * The number for a raw value, {@code other} or else {@code number}; NaN if it is none of the
   * classes or not a number that the family admits.
   */
  double code(double number, Object other) {
    if (other != null) {
      Double code = codes.get(other);
      return code == null ? Double.NaN : code;
    }
    if (isNumeric()) {
      // Adding 0.0 makes -0.0 the value 0.0.
      return family.admits(number + 0.0) ? number + 0.0 : Double.NaN;
    }
    int at = Arrays.binarySearch(numbers, number + 0.0);
    return at < 0 ? Double.NaN : numberCodes[at];
  }

  /** Whether {@code label}, packed as a number, is one of the classes. */
  public boolean knows(double label) {
    return !Double.isNaN(code(label, null));
  }

  /** What a label must be, for messages. */
  String requirement() {
    return isNumeric() ? family.admitted() : "one of " + classes;
  }

  /**
   * The rows of {@code block}, whose labels are numbers, with codes as labels; 0 where a row
   * without weight has another label.
   */
  public Block coded(Block block) {
    double[] codes = new double[block.rows()];
    for (int row = 0; row < codes.length; row++) {
      double code = code(block.label(row), null);
      codes[row] = Double.isNaN(code) && block.weight(row) == 0 ? 0 : code;
    }
    return block.withLabels(codes);
  }
}
