package rllc.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the rows come from and which columns matter; {@code data.*}.
 *
 * @param paths Hadoop paths of files that Spark reads, one or more, read as one table
 * @param format {@code auto} or a name that Spark knows
 * @param options Spark's reader options for the format; those that are not given are guessed
 * @param query Spark SQL over the table {@code data}
 * @param formula Spark's RFormula
 * @param hash Spark's FeatureHasher
 * @param features column of vectors, or what the formula's or hasher's is called
 * @param label label column; the formula's where it names one
 * @param weight weight column
 * @param numFeatures of LIBSVM files; empty: looked for
 * @param test rows to judge the model by
 * @param testFraction of the rows to hold out instead, in [0, 1)
 * @param packed folder for packed blocks
 * @param order as read, or by content
 * @param badRows whether a bad row fails the run
 */
public record DataSettings(
    List<String> paths,
    String format,
    Map<String, String> options,
    Optional<String> query,
    Optional<String> formula,
    Optional<Hash> hash,
    String features,
    String label,
    Optional<String> weight,
    OptionalInt numFeatures,
    Optional<String> test,
    double testFraction,
    Optional<String> packed,
    Order order,
    BadRows badRows) {
  /** The label column where neither settings nor formula name one. */
  public static final String LABEL = "label";

  /** In which order rows are cut into shards. */
  public enum Order {
    /** As the input's partitions have them: same partitions, same bits. */
    AS_READ,
    /**
     * By a hash of their content, at the price of one shuffle: same bits under any partitioning.
     */
    CONTENT
  }

  /** What to do with a row that cannot be trained on. */
  public enum BadRows {
    /** Stop and name the row. */
    FAIL,
    /** Leave it out; left-out rows are counted and reported. */
    SKIP
  }

  /** Raw columns to be hashed to {@code numFeatures} features. */
  public record Hash(List<String> columns, int numFeatures) {
    public Hash {
      columns = List.copyOf(columns);
      Require.that(!columns.isEmpty(), "data.hash.columns", "a list of columns", columns);
      Require.that(numFeatures >= 1, "data.hash.numFeatures", "at least 1", numFeatures);
    }
  }

  public DataSettings {
    paths = List.copyOf(paths);
    options = Map.copyOf(options);
    Require.that(!paths.isEmpty(), "data.path", "a path or a list of paths", "an empty list");
    for (String path : paths) {
      Require.that(!path.isBlank(), "data.path", "a path", "an empty one");
    }
    Require.that(
        testFraction >= 0 && testFraction < 1, "data.testFraction", "in [0, 1)", testFraction);
    Require.that(
        test.isEmpty() || testFraction == 0,
        "data.testFraction",
        "0 where `data.test` is given",
        testFraction);
    Require.that(
        packed.isEmpty() || !packed.get().isBlank(), "data.packed", "a folder", "an empty one");
    Require.that(
        formula.isEmpty() || hash.isEmpty(),
        "data.hash",
        "absent where `data.formula` is given",
        "both");
    if (numFeatures.isPresent()) {
      int d = numFeatures.getAsInt();
      Require.that(d >= 1, "data.numFeatures", "auto or at least 1", d);
    }
  }

  /** The paths for people. */
  public String path() {
    return String.join(", ", paths);
  }
}
