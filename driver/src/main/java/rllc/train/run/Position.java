package rllc.train.run;

/**
 * Where a run stands.
 *
 * @param theta the point, in the optimizer's coordinates; not to be changed
 * @param loss the whole objective there; of a method over batches that of its last batch
 * @param gradNorm Euclidean norm of the gradient, of the shortest subgradient if there are several
 * @param rows that loss and gradient were taken over
 * @param law the learning law that led there; empty for methods without one
 * @param learningRate c1; infinite for methods without one
 */
public record Position(
    double[] theta, double loss, double gradNorm, long rows, double[] law, double learningRate) {
  private static final double[] NO_LAW = {};

  /** Of a method without law and learning rate. */
  public Position(double[] theta, double loss, double gradNorm, long rows) {
    this(theta, loss, gradNorm, rows, NO_LAW, Double.POSITIVE_INFINITY);
  }
}
