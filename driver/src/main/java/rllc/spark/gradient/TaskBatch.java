package rllc.spark.gradient;

import java.io.Serializable;
import rllc.train.linear.BatchSum;

/** What a task sends back of a batch: the sum over its shards and the kernels that made it. */
final class TaskBatch implements Serializable {
  private static final long serialVersionUID = 1L;

  private final BatchSum sum;
  private final KernelsSeen kernels = new KernelsSeen();

  TaskBatch(int points, int length) {
    this.sum = new BatchSum(points, length);
  }

  BatchSum sum() {
    return sum;
  }

  KernelsSeen kernels() {
    return kernels;
  }

  void merge(TaskBatch next) {
    sum.merge(next.sum);
    kernels.add(next.kernels);
  }

  void clear() {
    sum.clear();
    kernels.clear();
  }
}
