package rllc.jobs.ablate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import rllc.kernel.Sweeps;
import rllc.optim.Law;
import rllc.optim.LinearMemory;
import rllc.optim.Optimizer;
import rllc.optim.OptimizerState;
import rllc.optim.RllcOptimizer;

/**
 * What k units cost the driver in a step, by the formula and as measured. On the network a step
 * costs one vector out and one back, whatever k is.
 *
 * @param units k
 * @param length d
 * @param flops 2 d (k (k + 1) / 2 + k) of the inner products, 4 d k of the propagator and the
 *     input, 2 d k of the step; the k x k eigen-decomposition is left out
 * @param bytes 8 d (k + 2): theta, the gradient, the units
 * @param seconds median of several steps
 * @param heldBytes of the arrays that the optimizer's state holds, and the gradient
 */
record StepCost(int units, int length, double flops, long bytes, double seconds, long heldBytes) {
  private static final int WARM = 5;
  private static final int STEPS = 15;
  private static final int NUMBER = 8;

  /** Steps of a memory of k momenta on made-up gradients of length d. */
  static StepCost of(int k, int d, Sweeps sweeps) {
    double[] betas = new double[k];
    Arrays.setAll(betas, j -> 1 - Math.pow(0.01, (double) j / Math.max(1, k - 1)));
    double[] law0 = new double[k];
    Arrays.fill(law0, 1.0 / k);
    LinearMemory memory = LinearMemory.multiMomentum(betas);
    Optimizer optimizer = new RllcOptimizer(memory, 1e-3, law0, new Law(0.01, 1e-5), sweeps);
    SplittableRandom random = new SplittableRandom(k);
    double[][] gradients = new double[4][];
    Arrays.setAll(gradients, i -> random.doubles(d, -1, 1).toArray());
    OptimizerState state = optimizer.init(new double[d]);
    double[] seconds = new double[STEPS];
    for (int step = 0; step < WARM + STEPS; step++) {
      long begin = System.nanoTime();
      state = optimizer.update(state, gradients[step % gradients.length]).state();
      seconds[Math.max(0, step - WARM)] = (System.nanoTime() - begin) * 1e-9;
    }
    Arrays.sort(seconds);
    double dots = k * (k + 1) / 2.0 + k;
    double flops = 2.0 * d * dots + 4.0 * d * k + 2.0 * d * k;
    long bytes = (long) NUMBER * d * (k + 2);
    return new StepCost(k, d, flops, bytes, seconds[STEPS / 2], held(state, gradients[0]));
  }

  private static long held(OptimizerState state, double[] gradient) {
    return NUMBER
        * Stream.concat(Stream.of(state.theta(), gradient), Arrays.stream(state.memory().columns()))
            .mapToLong(array -> array.length)
            .sum();
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("units", units);
    fields.put("length", length);
    fields.put("flops", flops);
    fields.put("bytes", bytes);
    fields.put("seconds", seconds);
    fields.put("heldBytes", heldBytes);
    return fields;
  }
}
