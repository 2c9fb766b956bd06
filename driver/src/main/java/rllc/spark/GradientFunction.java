package rllc.spark;

import org.apache.spark.broadcast.Broadcast;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Kernels;
import rllc.shard.Block;
import rllc.shard.Loss;

/** Loss and gradient, or a Hessian's product with a direction, as a sum over shards. */
final class GradientFunction implements ShardFunction<TaskGradient> {
  private static final long serialVersionUID = 1L;

  private final Loss loss;
  private final KernelMode mode;
  private final Broadcast<double[][]> point;
  private final int length;
  private transient Kernels kernels;

  /**
   * @param point theta, and the direction where a product is asked for
   */
  GradientFunction(Loss loss, KernelMode mode, Broadcast<double[][]> point) {
    this.loss = loss;
    this.mode = mode;
    this.point = point;
    this.length = point.value()[0].length;
  }

  @Override
  public TaskGradient empty() {
    return new TaskGradient(length);
  }

  @Override
  public void add(TaskGradient task, Block block) {
    if (kernels == null) {
      kernels = KernelChoice.of(mode).kernels();
    }
    double[][] at = point.value();
    double[] sum = task.sum().gradient();
    long start = System.nanoTime();
    double value = 0;
    if (at.length == 1) {
      value = kernels.lossGradient(block, loss, at[0], sum);
    } else {
      kernels.hessianVector(block, loss, at[0], at[1], sum);
    }
    task.worked(System.nanoTime() - start);
    task.sum().add(value, block.weightSum(), block.rows());
  }

  @Override
  public void merge(TaskGradient sum, TaskGradient next) {
    sum.merge(next);
  }

  @Override
  public void clear(TaskGradient sum) {
    sum.clear();
  }
}
