package rllc.kernel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import rllc.loss.Huber;
import rllc.loss.Loss;
import rllc.loss.Softmax;
import rllc.shard.Block;

/**
 * Calls each native operation at many depths of a small stack, down to its end. Java promises a
 * StackOverflowError there; a C function whose frames are too large ends the JVM instead, so {@link
 * SmallStackTest} runs this class in one of its own.
 */
final class SmallStack {
  private static final int FEATURES = 3;
  private static final int ROWS = 70;
  private static final long STACK_BYTES = 192 * 1024;

  private SmallStack() {}

  public static void main(String[] arguments) throws InterruptedException {
    for (Kernels kernels : Implementations.natives()) {
      for (Map.Entry<String, Runnable> operation : operations(kernels).entrySet()) {
        String name = Implementations.name(kernels) + " " + operation.getKey();
        operation.getValue().run(); // on this thread, and classes are loaded before a stack ends
        int[] calls = new int[1];
        Thread thread =
            new Thread(null, () -> toTheEnd(operation.getValue(), calls), name, STACK_BYTES);
        thread.start();
        thread.join();
        System.out.println(name + (calls[0] > 3 ? " passed " : " was never called ") + calls[0]);
      }
    }
  }

  private static void toTheEnd(Runnable operation, int[] calls) {
    try {
      descend(operation, 0, calls);
    } catch (StackOverflowError expected) {
      // The stack's end, told as Java tells it.
    }
  }

  /** Frames of this method are small, so calls lie a few KiB apart. */
  private static void descend(Runnable operation, int depth, int[] calls) {
    if (depth % 32 == 0) {
      operation.run();
      calls[0]++;
    }
    descend(operation, depth + 1, calls);
  }

  private static Map<String, Runnable> operations(Kernels kernels) {
    Map<String, Runnable> operations = new LinkedHashMap<>();
    for (Block block : RandomBlocks.ofEveryLayout(ROWS, FEATURES, true, 1)) {
      String layout =
          (block.isDense() ? "dense " : block.isOnes() ? "ones " : "sparse ") + block.precision();
      for (Loss loss :
          new Loss[] {new Huber(1), new Softmax(7), new Softmax(Kernels.MOST_COLUMNS)}) {
        operations.put(loss + " " + layout + " pass", () -> pass(kernels, block, loss));
        operations.put(loss + " " + layout + " some rows", () -> someRows(kernels, block, loss));
      }
    }
    operations.put("sweeps", () -> sweeps(Sweeps.of(kernels, 1)));
    return operations;
  }

  private static void pass(Kernels kernels, Block block, Loss loss) {
    int length = (FEATURES + 1) * loss.outputs();
    double[][] sums = new double[3][length];
    double[] theta = new double[length];
    kernels.lossGradientDiagonal(block, loss, theta, sums[0], sums[1], sums[2]);
    kernels.marginsInto(block, loss.outputs(), theta, new double[ROWS * loss.outputs()]);
    kernels.normsInto(block, new double[FEATURES], new double[FEATURES], new double[ROWS]);
  }

  private static void someRows(Kernels kernels, Block block, Loss loss) {
    int length = (FEATURES + 1) * loss.outputs();
    int[] rows = IntStream.range(0, ROWS).toArray();
    double[][] vectors = new double[4][length];
    kernels.lossGradients(block, rows, loss, vectors[0], new double[1], vectors[1]);
    kernels.hessianVector(block, rows, loss, vectors[0], vectors[2], vectors[3]);
  }

  private static void sweeps(Sweeps sweeps) {
    int count = Sweeps.MOST_UNITS;
    int length = 300;
    double[][] units = new double[count + 1][length];
    double[][] propagator = new double[count][count];
    for (double[] row : propagator) {
      Arrays.fill(row, 1);
    }
    sweeps.innerProducts(units);
    double[][] next = Arrays.copyOf(units, count);
    double[] law = new double[count];
    sweeps.propagate(propagator, law, next, units[count], next, law, 1, new double[length]);
  }
}
