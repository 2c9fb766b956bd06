package rllc.jobs.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Rows to train on, and what a run of them has left. */
final class Runs {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Runs() {}

  /** LIBSVM text of two classes, the same for the same arguments. */
  static String rows(Path file, int rows, int features, int entries) throws IOException {
    SplittableRandom random = new SplittableRandom(20);
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      double margin = 0.2;
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < entries; i++) {
        int index = i * (features / entries) + random.nextInt(features / entries) + 1;
        double value = Math.rint(random.nextGaussian() * 1e3) / 1e3;
        margin += value * Math.sin(index);
        line.append(' ').append(index).append(':').append(value);
      }
      text.append(random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0).append(line);
      text.append('\n');
    }
    return Files.writeString(file, text).toString();
  }

  static JsonNode record(Path out) throws IOException {
    return JSON.readTree(out.resolve("run.json").toFile());
  }

  /** Steps that stand in the history so far. */
  static int steps(Path out) {
    try {
      return Files.exists(out.resolve("history.jsonl"))
          ? (int) Files.lines(out.resolve("history.jsonl")).count()
          : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that does not depend on the clock: each step, the end, and the model's numbers. */
  static List<String> bits(Path out) throws IOException {
    List<String> bits = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("history.jsonl"))) {
      JsonNode step = JSON.readTree(line);
      bits.add(named(step, "step", "loss", "gradNorm", "stepNorm", "law", "passes"));
    }
    bits.add(named(record(out), "status", "steps", "passes", "objective", "gradNorm", "train"));
    bits.add(model(out));
    return bits;
  }

  /** Coefficients and intercept, as Spark reads them, with all their digits. */
  private static String model(Path out) throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    try (Stream<Path> stages = Files.list(out.resolve("model/stages"))) {
      StringBuilder numbers = new StringBuilder();
      for (Path stage : stages.filter(s -> Files.exists(s.resolve("data"))).sorted().toList()) {
        numbers.append(spark.read().parquet(stage.resolve("data").toString()).collectAsList());
      }
      return numbers.toString();
    }
  }

  private static String named(JsonNode from, String... fields) {
    StringBuilder text = new StringBuilder();
    for (String field : fields) {
      text.append(field).append(' ').append(from.get(field)).append(' ');
    }
    return text.toString();
  }

  /** That a run has ended well, with the bits of another. */
  static void assertSameBits(Path expected, Path out, Program run) throws Exception {
    assertEquals(0, run.status(), run.said());
    List<String> right = bits(expected);
    List<String> got = bits(out);
    for (int i = 0; i < Math.min(right.size(), got.size()); i++) {
      assertEquals(right.get(i), got.get(i), "the first difference");
    }
    assertEquals(right.size(), got.size());
  }
}
