package rllc.spark.input;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import rllc.shard.Block;

/**
 * How a label column's values become numbers: as they are (a regression), or the index of the value
 * among the sorted classes.
 */
public final class LabelCoding implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<Object, Double> codes = new HashMap<>();
  private final List<Object> classes;

  private LabelCoding(List<Object> classes) {
    this.classes = classes;
    classes.forEach(value -> codes.put(value, (double) codes.size()));
  }

  /** Labels are numbers and stay as they are. */
  public static LabelCoding numeric() {
    return new LabelCoding(List.of());
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
    return new LabelCoding(List.copyOf(values));
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
   * The number for a raw value (a Double or a String); null if it is none of the classes or not a
   * finite number.
   */
  Double code(Object raw) {
    // Adding 0.0 makes -0.0 the class 0.0.
    Object value = raw instanceof Double number ? (Object) (number + 0.0) : raw;
    if (isNumeric()) {
      return value instanceof Double number && Double.isFinite(number) ? number : null;
    }
    return codes.get(value);
  }

  /** What a label must be, for messages. */
  String requirement() {
    return isNumeric() ? "a finite number" : "one of " + classes;
  }

  /**
   * The rows of {@code block}, whose labels are numbers, with codes as labels; 0 where a row
   * without weight has another label.
   */
  public Block coded(Block block) {
    double[] codes = new double[block.rows()];
    for (int row = 0; row < codes.length; row++) {
      Double code = code(block.label(row));
      codes[row] = code == null && block.weight(row) == 0 ? 0 : code;
    }
    return block.withLabels(codes);
  }
}
