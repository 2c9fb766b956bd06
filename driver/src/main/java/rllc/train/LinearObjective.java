package rllc.train;

import rllc.shard.Loss;

/**
 * The objective of a linear model, exactly MLlib's: weighted mean of the loss of the margins x.w +
 * b, plus penalty, as a function of the optimizer's coordinates.
 */
public final class LinearObjective implements CurvedObjective {
  private final GradientSource source;
  private final Loss loss;
  private final Coordinates coordinates;
  private final Penalty penalty;
  private final L1Penalty l1;

  /** Without an L1 part. */
  public LinearObjective(
      GradientSource source, Loss loss, Coordinates coordinates, Penalty penalty) {
    this(source, loss, coordinates, penalty, L1Penalty.NONE);
  }

  public LinearObjective(
      GradientSource source, Loss loss, Coordinates coordinates, Penalty penalty, L1Penalty l1) {
    if (loss.outputs() != coordinates.outputs()) {
      throw new IllegalArgumentException(
          "`coordinates` must have " + loss.outputs() + " outputs, got " + coordinates.outputs());
    }
    this.source = source;
    this.loss = loss;
    this.coordinates = coordinates;
    this.penalty = penalty;
    this.l1 = l1;
  }

  @Override
  public int dimension() {
    return coordinates.dimension();
  }

  @Override
  public boolean curvedMostAtZero() {
    return loss.outputs() == 1;
  }

  @Override
  public double[] l1Weights() {
    return l1.weights();
  }

  /** The whole objective, its L1 part included. */
  public double value(double[] u) {
    return evaluate(u).loss() + l1.value(u);
  }

  /** Maps between u and the coefficients of the original features. */
  public Coordinates coordinates() {
    return coordinates;
  }

  @Override
  public Evaluation evaluate(double[] u) {
    long nanos = System.nanoTime();
    GradientSource.Reply reply = source.sum(loss, coordinates.toOriginal(u));
    double[] gradient = coordinates.gradient(reply.sum().meanGradient());
    penalty.addGradientInto(u, gradient);
    double value = reply.sum().meanLoss() + penalty.value(u);
    double total = (System.nanoTime() - nanos) * 1e-9;
    double driver = Math.max(0, total - reply.seconds().total());
    return new Evaluation(
        value,
        gradient,
        (double) reply.sum().rows() / source.rows(),
        reply.sum().rows(),
        reply.seconds().plus(new StepSeconds(0, 0, 0, driver)));
  }

  @Override
  public double[] hessianVector(double[] u, double[] direction) {
    double[] sum =
        source.hessianVector(loss, coordinates.toOriginal(u), coordinates.toOriginal(direction));
    double[] product = coordinates.gradient(sum);
    double weightSum = source.weightSum();
    for (int i = 0; i < product.length; i++) {
      product[i] /= weightSum;
    }
    penalty.addGradientInto(direction, product);
    return product;
  }
}
