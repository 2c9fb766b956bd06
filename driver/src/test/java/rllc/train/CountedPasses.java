package rllc.train;

import rllc.kernel.Kernels;
import rllc.shard.Loss;

/** Another source, and how often it was asked for a pass. */
final class CountedPasses implements GradientSource {
  private final GradientSource source;
  private int count;

  CountedPasses(GradientSource source) {
    this.source = source;
  }

  /** Passes since this was last asked. */
  int takeCount() {
    int taken = count;
    count = 0;
    return taken;
  }

  @Override
  public long rows() {
    return source.rows();
  }

  @Override
  public long entries() {
    return source.entries();
  }

  @Override
  public double weightSum() {
    return source.weightSum();
  }

  @Override
  public Kernels kernels() {
    return source.kernels();
  }

  @Override
  public Pass pass(Loss loss, double[] theta, PassRequest request) {
    count++;
    return source.pass(loss, theta, request);
  }

  @Override
  public double[] hessianVector(Loss loss, double[] theta, double[] direction) {
    count++;
    return source.hessianVector(loss, theta, direction);
  }
}
