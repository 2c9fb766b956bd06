package rllc.jobs.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.settings.JobSettings;
import rllc.jobs.settings.SettingsReader;
import rllc.jobs.settings.SettingsText;

/**
 * Whole commands by the clock, from the prompt to a saved model with metrics: {@code jobs/rllc
 * train} and {@link SparkPipeline}, both on the same JVM options and the same archive of classes,
 * by turns. Medians of the rounds.
 *
 * <p>Arguments: the number of rounds, then names of cases; none for all.
 */
public final class RawToModel {
  /** What is trained. */
  private enum Case {
    QUICKSTART("quickstart.conf"),
    FLIGHTS("flights-3m.conf"),
    INTERACTION(
        "flights-3m.conf",
        "data.formula=late ~ hour + weekday + distance + origin + destination + origin:hour");

    private final String file;
    private final String[] words;

    Case(String file, String... words) {
      this.file = file;
      this.words = words;
    }
  }

  private final Path root;
  private final Path out;

  private RawToModel(Path root) throws IOException {
    this.root = root;
    this.out = Files.createTempDirectory("raw-to-model");
  }

  /** The settings that the words of a command line give. */
  static JobSettings settings(String[] words) {
    return SettingsReader.read(
        SettingsText.of(
            SettingsText.parse(new File(words[0])), List.of(words).subList(1, words.length)));
  }

  static SparkSession session() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "8")
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    return spark;
  }

  public static void main(String[] words) throws IOException, InterruptedException {
    int rounds = words.length == 0 ? 3 : Integer.parseInt(words[0]);
    List<Case> cases =
        words.length < 2
            ? List.of(Case.values())
            : Arrays.stream(words)
                .skip(1)
                .map(word -> Case.valueOf(word.toUpperCase(Locale.ROOT)))
                .toList();
    RawToModel benchmark = new RawToModel(root(Path.of("").toAbsolutePath()));
    benchmark.seconds(benchmark.ours(Case.QUICKSTART));
    for (Case each : cases) {
      benchmark.run(each, rounds);
    }
  }

  private static Path root(Path from) {
    return Files.isDirectory(from.resolve("conf")) ? from : root(from.getParent());
  }

  private void run(Case each, int rounds) throws IOException, InterruptedException {
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    double[] ratios = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      boolean first = round % 2 == 0;
      double before = first ? seconds(ours(each)) : seconds(theirs(each));
      double after = first ? seconds(theirs(each)) : seconds(ours(each));
      ours[round] = first ? before : after;
      theirs[round] = first ? after : before;
      ratios[round] = theirs[round] / ours[round];
    }
    System.out.printf(
        Locale.ROOT,
        "%-12s rllc %6.1f s  Spark ML %6.1f s  Spark ML / rllc %5.2f (%.2f to %.2f)%n",
        each,
        LoadingAlone.median(ours),
        LoadingAlone.median(theirs),
        LoadingAlone.median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow());
  }

  private List<String> ours(Case each) {
    List<String> command = new ArrayList<>(List.of(root.resolve("jobs/rllc").toString(), "train"));
    command.addAll(words(each, "rllc"));
    return command;
  }

  /** The same JVM as {@code jobs/rllc} starts. */
  private List<String> theirs(Case each) throws IOException {
    Path target = root.resolve("jobs/target");
    Path archive;
    try (var files = Files.list(target.resolve("spark"))) {
      archive = files.filter(file -> file.toString().endsWith(".jsa")).findFirst().orElseThrow();
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "java",
                "@" + root.resolve("jobs/jvm.options"),
                "-XX:MaxRAMPercentage=50",
                "-XX:SharedArchiveFile=" + archive,
                "-Dlog4j2.level=ERROR",
                "-cp",
                target + "/spark/jars/*:" + target + "/rllc-jobs.jar:" + target + "/test-classes",
                "rllc.jobs.benchmark.SparkPipeline"));
    command.addAll(words(each, "spark"));
    return command;
  }

  private List<String> words(Case each, String side) {
    List<String> words = new ArrayList<>(List.of(root.resolve("conf").resolve(each.file) + ""));
    words.addAll(List.of(each.words));
    words.add("out=" + out.resolve(side));
    return words;
  }

  private double seconds(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.resolve("output.txt").toFile())
            .start();
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + ":\n" + Files.readString(out.resolve("output.txt")));
    }
    return (System.nanoTime() - start) * 1e-9;
  }
}
