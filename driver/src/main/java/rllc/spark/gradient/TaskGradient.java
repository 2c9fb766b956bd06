package rllc.spark.gradient;

import java.io.Serializable;
import rllc.train.linear.PassRequest;
import rllc.train.linear.PassSum;

/** What a task sends back: the sum over its shards and the time that kernels took. */
final class TaskGradient implements Serializable {
  private static final long serialVersionUID = 1L;

  private final PassSum sum;
  private long kernelNanos;

  TaskGradient(int length, PassRequest request) {
    this.sum = new PassSum(length, request);
  }

  PassSum sum() {
    return sum;
  }

  long kernelNanos() {
    return kernelNanos;
  }

  void worked(long nanos) {
    kernelNanos += nanos;
  }

  void merge(TaskGradient next) {
    sum.merge(next.sum);
    kernelNanos += next.kernelNanos;
  }

  void clear() {
    sum.clear();
    kernelNanos = 0;
  }
}
