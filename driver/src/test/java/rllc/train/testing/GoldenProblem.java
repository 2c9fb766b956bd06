package rllc.train.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import rllc.kernel.JavaKernels;
import rllc.loss.MarginLoss;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;

/** A data set of the golden files, its golden values, and objectives over it. */
public record GoldenProblem(
    JsonNode golden, List<Block> blocks, int features, double[] means, double[] deviations) {

  /** The formula of synthetic.json. */
  public static GoldenProblem synthetic() {
    BlockBuilder builder = new BlockBuilder(12);
    for (int i = 1; i <= 500; i++) {
      double[] x = new double[12];
      for (int j = 1; j <= 12; j++) {
        x[j - 1] = Math.sin(0.37 * i * j + j) / Math.sqrt(j);
      }
      double score = Math.cos(0.9 * i) + 0.8 * x[0] - 0.6 * x[2] + 0.3 * Math.sin(7 * i);
      builder.addDense(score > 0.1 ? 1 : 0, 1, x);
    }
    try (InputStream in = GoldenProblem.class.getResourceAsStream("/golden/synthetic.json")) {
      return of(new ObjectMapper().readTree(in), builder, 12);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A problem of the shared folder; the test that asks is skipped where there is none. */
  public static GoldenProblem shared(String name, int features) {
    Path folder = sharedFolder();
    assumeTrue(folder != null, "no folder `shared` with `data` and `golden` above here");
    try {
      JsonNode golden =
          new ObjectMapper().readTree(folder.resolve("golden/" + name + ".json").toFile());
      return of(
          golden, libsvm(folder.resolve("data/" + name + "/" + name + ".gz"), features), features);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** logistic loss + reg / 2 ||w||^2 on the features as they are. */
  public LinearObjective plain(double reg) {
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    return objective(MarginLoss.LOGISTIC, Coordinates.original(ones, 1, true), reg, false);
  }

  /** The same in standardised coordinates, penalty on the original coefficients or not. */
  public LinearObjective objective(
      MarginLoss loss, Coordinates coordinates, double reg, boolean standardization) {
    return new LinearObjective(
        new LocalGradients(blocks, new JavaKernels()),
        loss,
        coordinates,
        Penalty.l2(reg, coordinates, deviations, standardization));
  }

  private static GoldenProblem of(JsonNode golden, BlockBuilder builder, int features) {
    builder.finish();
    List<Block> blocks = builder.drain();
    double[][] moments = moments(blocks, features);
    return new GoldenProblem(golden, blocks, features, moments[0], moments[1]);
  }

  /** Means and sample deviations of dense or sparse blocks without weights. */
  public static double[][] moments(List<Block> blocks, int features) {
    double[] sums = new double[features];
    double[] squares = new double[features];
    long rows = 0;
    for (Block block : blocks) {
      rows += block.rows();
      double[] values = block.values();
      for (int k = 0; k < values.length; k++) {
        int j = block.isDense() ? k % features : block.indices()[k];
        sums[j] += values[k];
        squares[j] += values[k] * values[k];
      }
    }
    double[] deviations = new double[features];
    for (int j = 0; j < features; j++) {
      sums[j] /= rows;
      double variance = (squares[j] / rows - sums[j] * sums[j]) * rows / (rows - 1.0);
      deviations[j] = variance > 1e-12 ? Math.sqrt(variance) : 0;
    }
    return new double[][] {sums, deviations};
  }

  private static BlockBuilder libsvm(Path file, int features) throws IOException {
    // a9a labels -1/+1, mushrooms 1/2: the larger one is the positive class.
    return LibsvmRows.read(
        new GZIPInputStream(Files.newInputStream(file)),
        features,
        label -> label == 1 ? positiveOne(file) : label > 1 ? 1 : 0);
  }

  private static double positiveOne(Path file) {
    return file.endsWith("mushrooms.gz") ? 0 : 1;
  }

  /** The folder `shared`, or null. */
  public static Path sharedFolder() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path shared = p.resolve("shared");
      if (Files.isDirectory(shared.resolve("data"))
          && Files.isDirectory(shared.resolve("golden"))) {
        return shared;
      }
    }
    return null;
  }
}
