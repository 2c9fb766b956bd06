package rllc.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.function.ObjDoubleConsumer;
import rllc.shard.Block;
import rllc.shard.Huber;
import rllc.shard.Loss;
import rllc.shard.MarginLoss;
import rllc.shard.SquaredHinge;

/**
 * What calling the kernels from the JVM costs: the same passes here and in standalone.c, by turns,
 * over as many bytes, with the same protocol on both sides (threads begin a pass together, each
 * over rows of its own; the best of {@value #PASSES} passes a turn, operations by turns, the best
 * of the turns counts). Arguments: STANDALONE ROWS THREADS TURNS LOSS DATA..
 */
final class BesideC {
  private static final int PASSES = 15;

  /** Where a large Java array begins, in bytes after a multiple of 64. */
  private static final int SHIFT = 16;

  private enum Operation {
    GRADIENT("lossGradient"),
    LOSS("loss"),
    MARGINS("margins"),
    DIAGONAL("lossGradientDiagonal"),
    HESSIAN("hessianVector"),
    FOUR("fourVectors");

    /** As standalone.c prints it. */
    private final String text;

    Operation(String text) {
      this.text = text;
    }
  }

  private BesideC() {}

  public static void main(String[] args) throws Exception {
    int rows = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    int turns = Integer.parseInt(args[3]);
    System.out.printf(
        "%-9s %-12s %-20s %9s %9s %9s %6s %6s%n",
        "data", "loss", "operation", "JVM ms", "C ms", "aligned", "JVM/C", "of sum");
    for (String data : Arrays.asList(args).subList(5, args.length)) {
      Passes passes = new Passes(data, args[4], rows, threads);
      Map<String, Double> shifted = new HashMap<>();
      Map<String, Double> aligned = new HashMap<>();
      for (int turn = 0; turn < turns; turn++) {
        passes.turn();
        standalone(args, data, SHIFT, (name, ms) -> shifted.merge(name, ms, Math::min));
        standalone(args, data, 0, (name, ms) -> aligned.merge(name, ms, Math::min));
      }
      passes.best.forEach(
          (operation, ms) -> {
            double c = shifted.get(operation.text);
            double of = shifted.get("readOnlySum") / c;
            System.out.printf(
                "%-9s %-12s %-20s %9.3f %9.3f %9.3f %6.2f %6.2f%n",
                data, args[4], operation.text, ms, c, aligned.get(operation.text), ms / c, of);
          });
    }
  }

  private static void standalone(
      String[] args, String data, int shift, ObjDoubleConsumer<String> best) throws IOException {
    Process process =
        new ProcessBuilder(args[0], data, args[1], args[2], args[4], Integer.toString(shift))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      // isa data rows x threads loss name milliseconds ms ..
      lines
          .lines()
          .map(line -> List.of(line.trim().split(" +")))
          .forEach(words -> best.accept(words.get(6), Double.parseDouble(words.get(7))));
    }
  }

  /** The JVM's side. */
  private static final class Passes {
    private final Map<Operation, Double> best = new EnumMap<>(Operation.class);
    private final Kernels kernels = KernelChoice.of(KernelMode.NATIVE).kernels();
    private final int threads;
    private final Share[] shares;
    private final CyclicBarrier barrier;

    Passes(String data, String loss, int rows, int threads) {
      this.threads = threads;
      barrier = new CyclicBarrier(threads);
      shares = new Share[threads];
      Arrays.setAll(shares, i -> new Share(data, loss, rows));
    }

    void turn() throws InterruptedException {
      Thread[] others = new Thread[threads];
      for (int i = 1; i < threads; i++) {
        Share share = shares[i];
        others[i] = new Thread(() -> passes(share));
        others[i].start();
      }
      passes(shares[0]);
      for (int i = 1; i < threads; i++) {
        others[i].join();
      }
    }

    private void passes(Share share) {
      for (int round = 0; round < PASSES; round++) {
        for (Operation operation : Operation.values()) {
          await();
          long start = System.nanoTime();
          share.pass(kernels, operation);
          await();
          if (share == shares[0]) {
            best.merge(operation, (System.nanoTime() - start) * 1e-6, Math::min);
          }
        }
      }
    }

    private void await() {
      try {
        barrier.await();
      } catch (Exception e) {
        throw new IllegalStateException("a pass did not end", e);
      }
    }
  }

  /** One thread's rows, parameters and sums. */
  private static final class Share {
    private final List<Block> blocks;
    private final Loss loss;
    private final double[] theta;
    private final double[] thetas;
    private final double[] gradient;
    private final double[] gradients;
    private final double[] border;
    private final double[] squares;
    private final double[] margins;
    private final double[] losses = new double[4];

    Share(String name, String of, int rows) {
      BenchmarkData data = BenchmarkData.valueOf(name.toUpperCase(Locale.ROOT));
      loss = data.loss(of(of));
      blocks = data.blocks(rows);
      int length = (data.features() + 1) * loss.outputs();
      SplittableRandom random = new SplittableRandom(1);
      thetas = random.doubles(4L * length, -0.1, 0.1).toArray();
      theta = Arrays.copyOf(thetas, length);
      gradient = new double[length];
      gradients = new double[4 * length];
      border = new double[length];
      squares = new double[length];
      margins = new double[rows * loss.outputs()];
    }

    private static Loss of(String name) {
      return switch (name) {
        case "logistic" -> MarginLoss.LOGISTIC;
        case "squared" -> MarginLoss.SQUARED;
        case "squaredHinge" -> new SquaredHinge();
        case "huber" -> new Huber(1);
        default -> throw new IllegalArgumentException("`LOSS` must be a loss's name, got " + name);
      };
    }

    void pass(Kernels kernels, Operation operation) {
      for (Block block : blocks) {
        switch (operation) {
          case GRADIENT -> kernels.lossGradient(block, loss, theta, gradient);
          case LOSS -> kernels.loss(block, loss, theta);
          case MARGINS -> kernels.marginsInto(block, loss.outputs(), theta, margins);
          case DIAGONAL ->
              kernels.lossGradientDiagonal(block, loss, theta, gradient, border, squares);
          case HESSIAN -> kernels.hessianVector(block, loss, theta, theta, gradient);
          case FOUR -> kernels.lossGradients(block, loss, thetas, losses, gradients);
        }
      }
    }
  }
}
