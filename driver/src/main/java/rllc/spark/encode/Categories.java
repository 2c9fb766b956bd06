package rllc.spark.encode;

import java.io.Serializable;
import java.util.HashMap;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The categories of a column of text, numbered in the order in which a StringIndexerModel has them.
 * Looked up as there: by a Java text, the later of two that are alike.
 */
final class Categories implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] texts;
  private final HashMap<String, Integer> numbers = new HashMap<>();

  private Categories(String[] texts) {
    this.texts = texts;
    for (int number = 0; number < texts.length; number++) {
      numbers.put(texts[number], number);
    }
  }

  /** Those that {@code table} counted. */
  static Categories of(TextTable table) {
    return new Categories(
        Stream.of(table.byFrequency()).map(UTF8String::toString).toArray(String[]::new));
  }

  String[] texts() {
    return texts;
  }

  /** What stands for all that is no category too. */
  int size() {
    return texts.length;
  }

  int number(UTF8String text) {
    return numbers.getOrDefault(text.toString(), texts.length);
  }

  /** The numbers of all texts of {@code table}. */
  int[] numbers(TextTable table) {
    int[] found = new int[table.size()];
    for (int k = 0; k < found.length; k++) {
      found[k] = number(table.text(k));
    }
    return found;
  }
}
