package rllc.train.testing;

import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.shard.RowSample;
import rllc.train.linear.DrawRule;
import rllc.train.linear.GradientSource;
import rllc.train.linear.PassRequest;
import rllc.train.objective.Batch;

/** Another source, and how often it was asked for a pass. */
public final class CountedPasses implements GradientSource {
  private final GradientSource source;
  private int count;

  public CountedPasses(GradientSource source) {
    this.source = source;
  }

  /** Passes since this was last asked. */
  public int takeCount() {
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
  public RowSample draw(DrawRule draw) {
    return source.draw(draw);
  }

  @Override
  public int blocks() {
    return source.blocks();
  }

  @Override
  public BatchReply batch(Loss loss, double[] thetas, int points, Batch batch) {
    return source.batch(loss, thetas, points, batch);
  }

  @Override
  public Product hessianVector(Loss loss, double[] theta, double[] direction, Batch batch) {
    count++;
    return source.hessianVector(loss, theta, direction, batch);
  }
}
