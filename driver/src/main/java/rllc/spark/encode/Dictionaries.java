package rllc.spark.encode;

import java.io.Serializable;
import java.util.stream.Stream;

/** A table of texts for each column of text, and for a label of text. */
final class Dictionaries implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TextTable[] texts;

  /** Of a label of text, counted in training rows; else empty. */
  private final TextTable labels;

  /** Those of rows that weigh something. */
  private final TextTable classes;

  private Dictionaries(TextTable[] texts, TextTable labels, TextTable classes) {
    this.texts = texts;
    this.labels = labels;
    this.classes = classes;
  }

  static Dictionaries empty(int texts) {
    return new Dictionaries(
        Stream.generate(TextTable::new).limit(texts).toArray(TextTable[]::new),
        new TextTable(),
        new TextTable());
  }

  TextTable[] texts() {
    return texts;
  }

  TextTable labels() {
    return labels;
  }

  TextTable classes() {
    return classes;
  }

  /** What was counted, apart from these. */
  Dictionaries counted() {
    return new Dictionaries(
        Stream.of(texts).map(TextTable::counted).toArray(TextTable[]::new),
        labels.counted(),
        classes.counted());
  }

  /** These, with all of {@code other}. */
  Dictionaries with(Dictionaries other) {
    for (int k = 0; k < texts.length; k++) {
      texts[k].add(other.texts[k]);
    }
    labels.add(other.labels);
    classes.add(other.classes);
    return this;
  }
}
