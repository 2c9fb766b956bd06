package rllc.spark.path;

import java.util.List;
import rllc.kernel.KernelReport;
import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.shard.RowSample;
import rllc.spark.data.PackedData;
import rllc.spark.gradient.FitSource;
import rllc.spark.gradient.SparkGradients;
import rllc.train.linear.DrawRule;
import rllc.train.linear.PassRequest;
import rllc.train.objective.Batch;

/** The sums of one of several fits {@link SideBySide}. */
final class SharedSource implements FitSource {
  private final SparkGradients gradients;
  private final SideBySide others;
  private final int fit;

  SharedSource(SparkGradients gradients, SideBySide others, int fit) {
    this.gradients = gradients;
    this.others = others;
    this.fit = fit;
  }

  @Override
  public PackedData data() {
    return gradients.data();
  }

  @Override
  public long rows() {
    return data().rows();
  }

  @Override
  public long entries() {
    return data().entries();
  }

  @Override
  public double weightSum() {
    return gradients.weightSum();
  }

  @Override
  public Kernels kernels() {
    return gradients.kernels();
  }

  @Override
  public int blocks() {
    return gradients.blocks();
  }

  @Override
  public Pass pass(Loss loss, double[] theta, PassRequest request) {
    return others.pass(fit, loss, theta, request);
  }

  @Override
  public RowSample draw(DrawRule draw) {
    return others.ask(fit, rows -> rows.draw(draw));
  }

  @Override
  public BatchReply batch(Loss loss, double[] thetas, int points, Batch batch) {
    return others.ask(
        fit,
        rows -> {
          BatchReply reply = rows.batch(loss, thetas, points, batch);
          others.count(reply.seconds());
          return reply;
        });
  }

  @Override
  public Product hessianVector(Loss loss, double[] theta, double[] direction, Batch batch) {
    return others.ask(fit, rows -> rows.hessianVector(loss, theta, direction, batch));
  }

  @Override
  public void cutForBatches() {
    others.ask(
        fit,
        rows -> {
          rows.cutForBatches();
          return null;
        });
  }

  @Override
  public List<KernelReport> kernelsSeen() {
    return others.ask(fit, FitSource::kernelsSeen);
  }
}
