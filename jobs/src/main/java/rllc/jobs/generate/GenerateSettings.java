package rllc.jobs.generate;

import java.io.Serializable;
import java.util.Objects;

/**
 * The settings of {@code generate}. Tasks carry them, inside their closures.
 *
 * @param family how labels follow from margins
 * @param classes of the multinomial family, 2 to 1000; 0 for the others
 * @param rows at least 1
 * @param features at least 1
 * @param nonZeros entries per row, 1 to {@code features}; rows are dense where it is {@code
 *     features}, sparse below
 * @param condition condition number of the features' covariance, finite and at least 1; exactly 1
 *     where there is a single feature
 * @param noise probability of a flipped label (binomial, 0 to 0.5), of a label of another class
 *     (multinomial, 0 to 1), or standard deviation of the label around the margin (gaussian, at
 *     least 0)
 * @param seed any number
 * @param partitions files written, at least 1; they change no row
 * @param path the folder of Parquet files, any Hadoop path that does not exist yet
 */
public record GenerateSettings(
    SyntheticFamily family,
    int classes,
    long rows,
    int features,
    int nonZeros,
    double condition,
    double noise,
    long seed,
    int partitions,
    String path)
    implements Serializable {
  /** Default of {@code condition}. */
  public static final double DEFAULT_CONDITION = 1;

  /** Default of {@code classes} of the multinomial family. */
  public static final int DEFAULT_CLASSES = 3;

  /** Default of {@code seed}. */
  public static final long DEFAULT_SEED = 1;

  /** Entries of one file by default: 64 MiB of doubles. */
  private static final long ENTRIES_PER_PARTITION = 8L << 20;

  public GenerateSettings {
    Objects.requireNonNull(family, "family");
    Objects.requireNonNull(path, "path");
    checkClasses(family, classes);
    require(rows >= 1, "`rows` must be at least 1", rows);
    require(features >= 1, "`features` must be at least 1", features);
    require(
        nonZeros >= 1 && nonZeros <= features,
        "`nonZeros` must be from 1 to `features` = " + features,
        nonZeros);
    require(
        condition >= 1 && condition <= Double.MAX_VALUE,
        "`condition` must be at least 1 and finite",
        condition);
    require(features > 1 || condition == 1, "`condition` must be 1 with one feature", condition);
    family.checkNoise(noise);
    require(partitions >= 1, "`partitions` must be at least 1", partitions);
    require(!path.isBlank(), "`path` must name a folder", '"' + path + '"');
  }

  /** {@code partitions} where none is given: a file per 64 MiB of entries; cores do not matter. */
  public static int defaultPartitions(long rows, int nonZeros) {
    double files = Math.ceil((double) rows * nonZeros / ENTRIES_PER_PARTITION);
    return (int) Math.max(1, Math.min(files, 100_000));
  }

  boolean isDense() {
    return nonZeros == features;
  }

  /** Margins of a row: one for each class, or one that says it all. */
  int margins() {
    return Math.max(1, classes);
  }

  private static void checkClasses(SyntheticFamily family, int classes) {
    if (family == SyntheticFamily.MULTINOMIAL) {
      require(classes >= 2 && classes <= 1000, "`classes` must be from 2 to 1000", classes);
    } else {
      require(classes == 0, "`classes` must not be given for the " + family + " family", classes);
    }
  }

  private static void require(boolean holds, String must, Object got) {
    if (!holds) {
      throw new IllegalArgumentException(must + ", got " + got);
    }
  }
}
