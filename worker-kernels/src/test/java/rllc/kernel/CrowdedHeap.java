package rllc.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import rllc.loss.MarginLoss;
import rllc.shard.Block;

/**
 * Many threads that make kernel calls and garbage by turns, for some seconds or until one of them
 * finds no memory. Live are 20 MB at most, about a fifth of the heap that {@link JvmOptionsTest}
 * gives. Exit status 1: memory was refused.
 */
final class CrowdedHeap {
  private static final int THREADS = 64;
  private static final int GARBAGE = 40_000;
  private static final Block BLOCK = RandomBlocks.dense(500, 100, false, 1);

  /** Garbage, stored where the compiler must believe that it is seen. */
  private static volatile double[] seen;

  private CrowdedHeap() {}

  public static void main(String[] arguments) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[0]));
    Kernels kernels = Implementations.natives().get(0);
    AtomicReference<OutOfMemoryError> refused = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      threads.add(new Thread(() -> work(kernels, end, refused)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(refused.get() == null ? "finished" : refused.get());
    System.exit(refused.get() == null ? 0 : 1);
  }

  private static void work(Kernels kernels, long end, AtomicReference<OutOfMemoryError> refused) {
    double[] theta = new double[BLOCK.features() + 1];
    double[] gradient = new double[BLOCK.features() + 1];
    try {
      while (refused.get() == null && System.nanoTime() < end) {
        kernels.lossGradient(BLOCK, MarginLoss.LOGISTIC, theta, gradient);
        seen = new double[GARBAGE];
      }
    } catch (OutOfMemoryError e) {
      refused.compareAndSet(null, e);
    }
  }
}
