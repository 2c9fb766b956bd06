package rllc.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import rllc.loss.Loss;
import rllc.loss.ScalarLoss;
import rllc.loss.Softmax;
import rllc.shard.Block;

/** Compares the native kernels with the Java ones on small blocks before they are used. */
final class SelfCheck {
  private static final int ROWS = 37;
  private static final int FEATURES = 19;
  private static final List<Loss> LOSSES =
      Stream.concat(ScalarLoss.oneOfEach().stream(), Stream.of(new Softmax(3), new Softmax(11)))
          .toList();

  private final Kernels candidate;
  private final Kernels oracle;
  private final SplittableRandom random = new SplittableRandom(3);

  private SelfCheck(Kernels candidate, Kernels oracle) {
    this.candidate = candidate;
    this.oracle = oracle;
  }

  /**
   * Compares every operation and loss on small blocks of every layout.
   *
   * @throws NativeLibrary.Unavailable if a result differs by more than rounding
   */
  static void check(Kernels candidate, Kernels oracle) {
    SelfCheck check = new SelfCheck(candidate, oracle);
    for (Block block : check.blocks()) {
      check.checkNorms(block);
      for (Loss loss : LOSSES) {
        Block its = withLabelsOf(loss, block);
        check.checkLoss(its, loss);
        check.checkSeveral(its, loss);
      }
    }
    check.checkSweeps();
  }

  /** The rows with labels 0 and 1, or 0.5 and 1.5 if 0 is no label. */
  private static Block withLabelsOf(Loss loss, Block block) {
    return loss.admits(0)
        ? block
        : block.withLabels(Arrays.stream(block.labels()).map(y -> y + 0.5).toArray());
  }

  private void checkSweeps() {
    double[][] units = vectors(3, 301);
    double[][] p = vectors(3, 3);
    double[][] next = new double[3][301];
    double[] theta = new double[301];
    double[] products = new double[3];
    compare(
        "sweeps",
        k -> {
          Sweeps sweeps = Sweeps.of(k, 1);
          double[][] found = sweeps.innerProducts(units);
          System.arraycopy(found[2], 0, products, 0, 3);
          sweeps.propagate(p, p[0], units, units[1].clone(), next, p[1], 0.5, theta);
          return found[1][0];
        },
        next[0],
        next[1],
        next[2],
        theta,
        products);
  }

  private double[][] vectors(int count, int length) {
    double[][] vectors = new double[count][];
    Arrays.setAll(vectors, i -> random.doubles(length, -1, 1).toArray());
    return vectors;
  }

  private void checkNorms(Block block) {
    double[] squares = random.doubles(FEATURES, 0, 1).toArray();
    double[] slopes = random.doubles(FEATURES, -1, 1).toArray();
    double[] norms = new double[ROWS];
    compare(
        "norms",
        k -> {
          k.normsInto(block, squares, slopes, norms);
          return 0;
        },
        norms);
  }

  private void checkLoss(Block block, Loss loss) {
    int length = (FEATURES + 1) * loss.outputs();
    double[] theta = random.doubles(length, -1, 1).toArray();
    double[] direction = random.doubles(length, -1, 1).toArray();
    double[][] out = new double[4][length];
    double[] margins = new double[ROWS * loss.outputs()];
    compare(
        loss + " gradient",
        k -> k.lossGradientDiagonal(block, loss, theta, out[0], out[1], out[2]),
        out);
    compare(loss + " loss", k -> k.loss(block, loss, theta));
    compare(
        loss + " product",
        k -> {
          k.hessianVector(block, loss, theta, direction, out[3]);
          return 0;
        },
        out);
    compare(
        "margins",
        k -> {
          k.marginsInto(block, loss.outputs(), theta, margins);
          return 0;
        },
        margins);
  }

  /** Checks several parameter vectors at once, over all rows and over some. */
  private void checkSeveral(Block block, Loss loss) {
    int length = (FEATURES + 1) * loss.outputs();
    double[] thetas = random.doubles(3L * length, -1, 1).toArray();
    double[] theta = Arrays.copyOf(thetas, length);
    double[] direction = random.doubles(length, -1, 1).toArray();
    double[] gradients = new double[3 * length];
    double[] losses = new double[3];
    double[] product = new double[length];
    int[] some = random.ints(ROWS / 2, 0, ROWS).toArray();
    compare(
        loss + " of several vectors",
        k -> {
          k.lossGradients(block, loss, thetas, losses, gradients);
          return 0;
        },
        losses,
        gradients);
    compare(
        loss + " of some rows",
        k -> {
          k.lossGradients(block, some, loss, thetas, losses, gradients);
          k.hessianVector(block, some, loss, theta, direction, product);
          return 0;
        },
        losses,
        gradients,
        product);
  }

  /** Runs {@code call} on both, each from zeroed results. */
  private void compare(String what, ToDoubleFunction<Kernels> call, double[]... results) {
    double actual = run(call, candidate, results);
    double[][] actuals = new double[results.length][];
    for (int i = 0; i < results.length; i++) {
      actuals[i] = results[i].clone();
    }
    check(what, run(call, oracle, results), actual);
    for (int i = 0; i < results.length; i++) {
      for (int j = 0; j < results[i].length; j++) {
        check(what, results[i][j], actuals[i][j]);
      }
    }
  }

  private static double run(ToDoubleFunction<Kernels> call, Kernels kernels, double[]... results) {
    for (double[] result : results) {
      Arrays.fill(result, 0);
    }
    return call.applyAsDouble(kernels);
  }

  private static void check(String what, double expected, double actual) {
    if (!(Math.abs(actual - expected) <= 1e-11 * Math.max(1, Math.abs(expected)))) {
      throw new NativeLibrary.Unavailable(
          "the self-check of the native kernels failed: "
              + what
              + " must be "
              + expected
              + ", got "
              + actual,
          "report this with the output of `lscpu`; set kernel.use = java meanwhile",
          null);
    }
  }

  private List<Block> blocks() {
    double[] labels = random.ints(ROWS, 0, 2).asDoubleStream().toArray();
    double[] weights = random.doubles(ROWS, 0, 2).toArray();
    double[] values = random.doubles(ROWS * FEATURES, -2, 2).toArray();
    int[] starts = new int[ROWS + 1];
    int[] indices = new int[ROWS * FEATURES];
    int entries = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int j = 0; j < FEATURES; j++) {
        if (random.nextInt(3) == 0) {
          indices[entries++] = j;
        }
      }
      starts[row + 1] = entries;
    }
    indices = Arrays.copyOf(indices, entries);
    double[] some = Arrays.copyOf(values, entries);
    return List.of(
        Block.dense(FEATURES, labels, null, values),
        Block.dense(FEATURES, labels, weights, floats(values)),
        Block.sparse(FEATURES, labels, weights, starts, indices, some),
        Block.sparse(FEATURES, labels, null, starts, indices, floats(some)),
        Block.ones(FEATURES, labels, null, starts, indices));
  }

  private static float[] floats(double[] doubles) {
    float[] floats = new float[doubles.length];
    for (int k = 0; k < floats.length; k++) {
      floats[k] = (float) doubles[k];
    }
    return floats;
  }
}
