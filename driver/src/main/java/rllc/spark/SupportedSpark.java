package rllc.spark;

import java.util.List;
import java.util.Optional;

/**
 * The versions of Spark that the tests run on ({@code mvn -Pspark-X verify}, and for 4.3 the Python
 * tests). Some classes here use more of Spark than it promises to keep, so another version may fail
 * anywhere: it is refused where work begins, in one line.
 *
 * <p>This class must load on any Spark and any Scala: it refers to neither but by their names and
 * versions.
 */
public final class SupportedSpark {
  private static final List<String> VERSIONS = List.of("3.5", "4.0", "4.1", "4.2", "4.3");
  private static final String SCALA = "2.13";

  private SupportedSpark() {}

  /**
   * Refuses to go on where the Spark of this JVM is not supported.
   *
   * @throws IllegalArgumentException that names the versions
   */
  public static void check() {
    problem().ifPresent(SupportedSpark::refuse);
  }

  private static void refuse(String problem) {
    throw new IllegalArgumentException(problem);
  }

  /** What is wrong with the Spark of this JVM; empty if nothing is. */
  public static Optional<String> problem() {
    return problem(
        org.apache.spark.package$.MODULE$.SPARK_VERSION(),
        scala.util.Properties$.MODULE$.versionNumberString());
  }

  static Optional<String> problem(String spark, String scala) {
    return isOf(SCALA, scala) && VERSIONS.stream().anyMatch(line -> isOf(line, spark))
        ? Optional.empty()
        : Optional.of(
            "`spark` must be one of "
                + String.join(", ", VERSIONS)
                + " with Scala "
                + SCALA
                + ", got "
                + spark
                + " with Scala "
                + scala);
  }

  /** Whether a version is of a line: 4.1.0 and 4.1.0-vendor are of 4.1, 4.10.0 is not. */
  private static boolean isOf(String line, String version) {
    return version.startsWith(line + ".");
  }
}
