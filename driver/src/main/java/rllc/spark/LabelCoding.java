package rllc.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a label column's values become numbers: as they are (a regression), or the index of the value
 * among the sorted classes.
 */
public final class LabelCoding implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Object> classes;
  private final TreeMap<Object, Integer> indices;

  private LabelCoding(List<Object> classes) {
    this.classes = classes;
    this.indices = new TreeMap<>(LabelCoding::compare);
    for (Object value : classes) {
      indices.put(value, indices.size());
    }
  }

  /** Labels are numbers and stay as they are. */
  public static LabelCoding numeric() {
    return new LabelCoding(List.of());
  }

  /**
   * The classes 0 .. K-1 stand for {@code values}, all Doubles or all Strings, sorted.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static LabelCoding classes(List<?> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("`values` must have at least one class, got none");
    }
    List<Object> sorted = new ArrayList<>(values);
    sorted.sort(LabelCoding::compare);
    return new LabelCoding(List.copyOf(sorted));
  }

  private static int compare(Object a, Object b) {
    return a instanceof Double x && b instanceof Double y
        ? Double.compare(x, y)
        : a.toString().compareTo(b.toString());
  }

  public boolean isNumeric() {
    return classes.isEmpty();
  }

  /** The class values in the order of their indices; empty for a regression. */
  public List<Object> values() {
    return classes;
  }

  /**
   * The number for a raw value (a Double or a String), or null if it is none of the classes or not
   * a finite number.
   */
  Double code(Object raw) {
    if (isNumeric()) {
      return raw instanceof Double number && Double.isFinite(number) ? number : null;
    }
    // -0.0 is the class 0.0.
    Object value = raw instanceof Double number ? (Object) (number + 0.0) : raw;
    Map.Entry<Object, Integer> entry = sameType(value) ? indices.ceilingEntry(value) : null;
    return entry != null && compare(entry.getKey(), value) == 0 ? (double) entry.getValue() : null;
  }

  private boolean sameType(Object raw) {
    return raw != null && raw.getClass() == classes.get(0).getClass();
  }

  /** What a label must be, for messages. */
  String requirement() {
    return isNumeric() ? "a finite number" : "one of " + classes;
  }
}
