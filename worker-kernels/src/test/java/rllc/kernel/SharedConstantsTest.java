package rllc.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import rllc.loss.Huber;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.loss.SquaredHinge;
import rllc.loss.Tweedie;
import rllc.shard.Block;

/** Numbers that stand both in Java and in kernels.h. */
class SharedConstantsTest {
  private static String header() throws IOException {
    return Files.readString(Path.of("src/main/c/kernels.h"));
  }

  private static String found(String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(header());
    assertTrue(matcher.find(), "kernels.h has no " + pattern);
    return matcher.group(1);
  }

  private static int defined(String name) throws IOException {
    return Integer.parseInt(found("#define " + name + " (\\d+)\\n"));
  }

  /** The names of an enum, each at the index that is its number. */
  private static List<String> names(String type) throws IOException {
    return Arrays.stream(found("enum " + type + " \\{([^}]*)}").split(","))
        .map(String::trim)
        .toList();
  }

  @Test
  void boundsAreTheSame() throws IOException {
    assertEquals(defined("MOST_COLUMNS"), Kernels.MOST_COLUMNS);
    assertEquals(defined("MOST_UNITS"), Sweeps.MOST_UNITS);
  }

  @Test
  void lossesHaveTheSameNumbers() throws IOException {
    Map<String, Loss> losses =
        Map.of(
            "LOSS_LOGISTIC",
            MarginLoss.LOGISTIC,
            "LOSS_SQUARED",
            MarginLoss.SQUARED,
            "LOSS_SQUARED_HINGE",
            new SquaredHinge(),
            "LOSS_HUBER",
            new Huber(1),
            "LOSS_SOFTMAX",
            new Softmax(2),
            "LOSS_POISSON",
            MarginLoss.POISSON,
            "LOSS_GAMMA",
            MarginLoss.GAMMA,
            "LOSS_TWEEDIE",
            new Tweedie(1.5));
    List<String> names = names("loss_kind");
    assertEquals(losses.keySet(), Set.copyOf(names));
    for (int code = 0; code < names.size(); code++) {
      assertEquals(code, losses.get(names.get(code)).code(), names.get(code));
    }
  }

  @Test
  void valuesHaveTheSameNumbers() throws IOException {
    double[] labels = {0};
    int[] starts = {0, 1};
    Map<String, Block> blocks =
        Map.of(
            "VALUES_DOUBLE", Block.dense(1, labels, null, new double[1]),
            "VALUES_FLOAT", Block.dense(1, labels, null, new float[1]),
            "VALUES_ONES", Block.ones(1, labels, null, starts, new int[1]));
    List<String> names = names("value_kind");
    assertEquals(blocks.keySet(), Set.copyOf(names));
    for (int kind = 0; kind < names.size(); kind++) {
      assertEquals(kind, NativeKernels.kind(blocks.get(names.get(kind))), names.get(kind));
    }
  }
}
