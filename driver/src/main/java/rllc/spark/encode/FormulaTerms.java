package rllc.spark.encode;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import rllc.spark.input.InputRow;

/**
 * The terms of a formula over columns of text and of numbers, and the features that Spark's
 * RFormula makes of them with {@code handleInvalid = keep}.
 *
 * <p>A text is the number of its category; what is none of the m categories of the training rows is
 * category m. A term that is a text has a feature for each of the m categories and none for m; the
 * first of a formula without intercept has one for m too. A number is a feature. A term of several
 * columns has a feature for each combination of all m + 1 categories, the first column slowest; its
 * value is the product of the numbers, last column first. Zeros are left out.
 */
final class FormulaTerms implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] texts;
  private final String[] numbers;

  /** Of each term its columns: k >= 0 is a text, -1 - k a number. */
  private final int[][] terms;

  /** The term whose text has a feature for what is no category; -1 if none. */
  private final int whole;

  private FormulaTerms(String[] texts, String[] numbers, int[][] terms, int whole) {
    this.texts = texts;
    this.numbers = numbers;
    this.terms = terms;
    this.whole = whole;
  }

  /**
   * Empty where a column is of another kind, or Spark would look further than at its type.
   *
   * @param terms names of columns
   */
  static Optional<FormulaTerms> of(
      StructType schema, List<List<String>> terms, boolean hasIntercept) {
    List<String> texts = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    for (String name : new TreeSet<>(terms.stream().flatMap(List::stream).toList())) {
      List<StructField> fields =
          Arrays.stream(schema.fields())
              .filter(field -> field.name().equalsIgnoreCase(name))
              .toList();
      if (fields.size() != 1
          || !fields.get(0).name().equals(name)
          || name.contains(".")
          || fields.get(0).metadata().contains("ml_attr")) {
        return Optional.empty();
      }
      DataType type = fields.get(0).dataType();
      if (type.equals(DataTypes.StringType)) {
        texts.add(name);
      } else if (type instanceof NumericType || type instanceof BooleanType) {
        numbers.add(name);
      } else {
        return Optional.empty();
      }
    }
    if (terms.isEmpty()) {
      return Optional.empty();
    }
    int[][] columns =
        terms.stream()
            .map(
                term ->
                    term.stream()
                        .mapToInt(
                            name ->
                                texts.contains(name)
                                    ? texts.indexOf(name)
                                    : -1 - numbers.indexOf(name))
                        .toArray())
            .toArray(int[][]::new);
    int whole = -1;
    for (int t = columns.length - 1; t >= 0 && !hasIntercept; t--) {
      whole = columns[t].length == 1 && columns[t][0] >= 0 ? t : whole;
    }
    return Optional.of(
        new FormulaTerms(
            texts.toArray(String[]::new), numbers.toArray(String[]::new), columns, whole));
  }

  /** Columns of text, sorted by name. */
  List<String> texts() {
    return List.of(texts);
  }

  /** Columns of numbers and truths, sorted by name. */
  List<String> numbers() {
    return List.of(numbers);
  }

  /** The writer of features, for texts of so many categories. */
  Writer writer(int[] categories) {
    return new Writer(this, categories);
  }

  /** Writes the features of rows. */
  static final class Writer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int[][] terms;
    private final int[] categories;
    private final int[] first;

    /** Features of a term that is a text. */
    private final int[] width;

    private final int features;

    private Writer(FormulaTerms formula, int[] categories) {
      this.terms = formula.terms;
      this.categories = categories;
      this.first = new int[terms.length];
      this.width = new int[terms.length];
      int next = 0;
      for (int t = 0; t < terms.length; t++) {
        first[t] = next;
        width[t] = width(terms[t], t == formula.whole);
        next = Math.addExact(next, width[t]);
      }
      this.features = next;
    }

    private int width(int[] term, boolean whole) {
      if (term.length == 1) {
        return term[0] < 0 ? 1 : categories[term[0]] + (whole ? 1 : 0);
      }
      int product = 1;
      for (int column : term) {
        product = Math.multiplyExact(product, column < 0 ? 1 : categories[column] + 1);
      }
      return product;
    }

    int features() {
      return features;
    }

    /**
     * @param codes categories of the texts
     * @param numbers NaN where they are missing
     */
    void write(int[] codes, double[] numbers, InputRow out) {
      out.sparseFeatures(features);
      for (int t = 0; t < terms.length; t++) {
        int[] term = terms[t];
        if (term.length > 1) {
          writeProduct(term, first[t], codes, numbers, out);
        } else if (term[0] < 0) {
          double value = numbers[-1 - term[0]];
          if (value != 0) {
            out.add(first[t], value);
          }
        } else if (codes[term[0]] < width[t]) {
          out.add(first[t] + codes[term[0]], 1);
        }
      }
    }

    private void writeProduct(int[] term, int start, int[] codes, double[] numbers, InputRow out) {
      int index = start;
      int stride = 1;
      double value = 1;
      for (int c = term.length - 1; c >= 0; c--) {
        int column = term[c];
        if (column < 0) {
          value *= numbers[-1 - column];
        } else {
          index += codes[column] * stride;
          stride *= categories[column] + 1;
        }
      }
      if (value != 0) {
        out.add(index, value);
      }
    }
  }
}
