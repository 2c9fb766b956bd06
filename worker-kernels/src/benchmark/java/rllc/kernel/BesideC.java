package rllc.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.function.ObjDoubleConsumer;
import rllc.loss.Huber;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;
import rllc.loss.SquaredHinge;

/**
 * What calling the kernels from the JVM costs: the same passes here and in standalone.c, by turns,
 * over as many bytes, with the same protocol on both sides (threads begin a pass together, each
 * over rows of its own; the best of {@value #PASSES} passes a turn, operations by turns, the best
 * of the turns counts). Each turn has its rows elsewhere in memory, here as in C, whose turns are
 * processes: where pages lie is worth as much as what is measured. Arguments: STANDALONE ROWS
 * THREADS TURNS LOSS DATA..
 */
final class BesideC {
  private static final int PASSES = 15;

  /** Where a large Java array begins, in bytes after a multiple of 64. */
  private static final int SHIFT = 16;

  private BesideC() {}

  public static void main(String[] args) throws Exception {
    int rows = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    int turns = Integer.parseInt(args[3]);
    System.out.printf(
        "%-9s %-12s %-20s %9s %9s %9s %6s %6s%n",
        "data", "loss", "operation", "JVM ms", "C ms", "aligned", "JVM/C", "of sum");
    for (String data : Arrays.asList(args).subList(5, args.length)) {
      Map<KernelPasses.Operation, Double> best = new EnumMap<>(KernelPasses.Operation.class);
      Map<String, Double> shifted = new HashMap<>();
      Map<String, Double> aligned = new HashMap<>();
      for (int turn = 0; turn < turns; turn++) {
        new Passes(data, args[4], rows, threads, best).turn();
        standalone(args, data, SHIFT, (name, ms) -> shifted.merge(name, ms, Math::min));
        standalone(args, data, 0, (name, ms) -> aligned.merge(name, ms, Math::min));
      }
      best.forEach(
          (operation, ms) -> {
            double c = shifted.get(operation.text());
            double of = shifted.get("readOnlySum") / c;
            System.out.printf(
                "%-9s %-12s %-20s %9.3f %9.3f %9.3f %6.2f %6.2f%n",
                data, args[4], operation.text(), ms, c, aligned.get(operation.text()), ms / c, of);
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

  private static Loss loss(String name) {
    return switch (name) {
      case "logistic" -> MarginLoss.LOGISTIC;
      case "squared" -> MarginLoss.SQUARED;
      case "squaredHinge" -> new SquaredHinge();
      case "huber" -> new Huber(1);
      default -> throw new IllegalArgumentException("`LOSS` must be a loss's name, got " + name);
    };
  }

  /** The JVM's side: rows and arrays of one turn. */
  private static final class Passes {
    private final Map<KernelPasses.Operation, Double> best;
    private final Kernels kernels = KernelChoice.of(KernelMode.NATIVE).kernels();
    private final int threads;
    private final KernelPasses[] shares;
    private final CyclicBarrier barrier;

    Passes(
        String data, String loss, int rows, int threads, Map<KernelPasses.Operation, Double> best) {
      this.threads = threads;
      this.best = best;
      barrier = new CyclicBarrier(threads);
      shares = new KernelPasses[threads];
      Arrays.setAll(shares, i -> new KernelPasses(BenchmarkData.of(data), loss(loss), rows));
    }

    void turn() throws InterruptedException {
      Thread[] others = new Thread[threads];
      for (int i = 1; i < threads; i++) {
        KernelPasses share = shares[i];
        others[i] = new Thread(() -> passes(share));
        others[i].start();
      }
      passes(shares[0]);
      for (int i = 1; i < threads; i++) {
        others[i].join();
      }
    }

    private void passes(KernelPasses share) {
      for (int round = 0; round < PASSES; round++) {
        for (KernelPasses.Operation operation : KernelPasses.Operation.values()) {
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
}
