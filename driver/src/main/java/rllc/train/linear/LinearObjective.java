package rllc.train.linear;

import java.util.Arrays;
import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.shard.RowSample;
import rllc.train.objective.Batch;
import rllc.train.objective.BatchObjective;
import rllc.train.objective.Box;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Paid;
import rllc.train.objective.StepSeconds;

/**
 * The objective of a linear model, exactly MLlib's: weighted mean of the loss of the margins x.w +
 * b, plus penalty, as a function of the optimizer's coordinates.
 */
public final class LinearObjective implements BatchObjective {
  /**
   * What a pass with a request has brought.
   *
   * @param diagonal of the mean loss's Hessian, penalty left out; null where it was not asked for
   * @param gramian its sums over the rows; null where they were not asked for
   * @param samples one for each draw
   */
  public record Survey(
      Evaluation evaluation, double[] diagonal, double[] gramian, RowSample[] samples)
      implements Paid {
    @Override
    public double passes() {
      return evaluation.passes();
    }

    @Override
    public StepSeconds seconds() {
      return evaluation.seconds();
    }
  }

  private final GradientSource source;
  private final Loss loss;
  private final Coordinates coordinates;
  private final Penalty penalty;
  private final L1Penalty l1;
  private final Box box;
  private final double unit;

  /** Without an L1 part and without bounds. */
  public LinearObjective(
      GradientSource source, Loss loss, Coordinates coordinates, Penalty penalty) {
    this(source, loss, coordinates, penalty, L1Penalty.NONE, Box.NONE);
  }

  /** With points and losses as they are. */
  public LinearObjective(
      GradientSource source,
      Loss loss,
      Coordinates coordinates,
      Penalty penalty,
      L1Penalty l1,
      Box box) {
    this(source, loss, coordinates, penalty, l1, box, 1);
  }

  /**
   * @param box where unit * u may be
   * @param unit see {@link #unit}; of least squares alone, a power of two
   */
  public LinearObjective(
      GradientSource source,
      Loss loss,
      Coordinates coordinates,
      Penalty penalty,
      L1Penalty l1,
      Box box,
      double unit) {
    if (loss.outputs() != coordinates.outputs()) {
      throw new IllegalArgumentException(
          "`coordinates` must have " + loss.outputs() + " outputs, got " + coordinates.outputs());
    }
    if (!(unit > 0) || Math.scalb(1.0, Math.getExponent(unit)) != unit) {
      throw new IllegalArgumentException("`unit` must be a power of two, got " + unit);
    }
    this.source = source;
    this.loss = loss;
    this.coordinates = coordinates;
    this.penalty = penalty;
    this.l1 = l1;
    this.box = box;
    this.unit = unit;
  }

  /**
   * The unit of points: the function is f(unit u) / unit^2. Line searches and first steps suppose
   * that solutions are of the order of one, and a house costs 200,000. The Hessian of least squares
   * is the same in any unit, so c1 and the law are too. A power of two rounds no bit.
   */
  @Override
  public double unit() {
    return unit;
  }

  /** A point as coefficients of the original features. */
  public double[] toOriginal(double[] u) {
    return coordinates.toOriginal(times(unit, u));
  }

  /** The point of {@code theta}, coefficients of the original features. */
  public double[] fromOriginal(double[] theta) {
    return times(1 / unit, coordinates.fromOriginal(theta));
  }

  private static double[] times(double factor, double[] vector) {
    return factor == 1 ? vector : Arrays.stream(vector).map(x -> factor * x).toArray();
  }

  @Override
  public int dimension() {
    return coordinates.dimension();
  }

  @Override
  public boolean curvedMostAtZero() {
    return loss.isCurvedMostAtZero();
  }

  @Override
  public double[] l1Weights() {
    return times(1 / unit, l1.weights());
  }

  @Override
  public Box box() {
    return unit == 1 || box.isNone() ? box : box.times(1 / unit);
  }

  /** The whole objective at {@code u}, its L1 part included, in the labels' own units. */
  public double value(double[] u) {
    return (evaluate(u).loss() + l1Value(u)) * unit * unit;
  }

  /** Its L1 part alone. */
  public double l1Value(double[] u) {
    return l1.value(times(unit, u)) / (unit * unit);
  }

  /** Maps between u and the coefficients of the original features. */
  public Coordinates coordinates() {
    return coordinates;
  }

  /** The loss of a row. */
  public Loss loss() {
    return loss;
  }

  /** Where the rows are. */
  public GradientSource source() {
    return source;
  }

  public Penalty penalty() {
    return penalty;
  }

  @Override
  public Evaluation evaluate(double[] u) {
    return survey(u, PassRequest.GRADIENT).evaluation();
  }

  /** One pass over the rows. */
  public Survey survey(double[] u, PassRequest request) {
    long nanos = System.nanoTime();
    GradientSource.Pass pass = source.pass(loss, toOriginal(u), request);
    PassSum sum = pass.sum();
    double[] gradient = times(1 / unit, coordinates.gradient(sum.gradient().meanGradient()));
    penalty.addGradientInto(u, gradient);
    double value = sum.gradient().meanLoss() / (unit * unit) + penalty.value(u);
    double[] diagonal = request.diagonal() ? diagonal(sum) : null;
    double total = (System.nanoTime() - nanos) * 1e-9;
    double driver = Math.max(0, total - pass.seconds().total());
    Evaluation evaluation =
        new Evaluation(
            value,
            gradient,
            (double) sum.gradient().rows() / source.rows(),
            sum.gradient().rows(),
            pass.seconds().plus(new StepSeconds(0, 0, 0, driver)));
    return new Survey(evaluation, diagonal, sum.gramian(), sum.samples());
  }

  /** Rows that a draw has brought; the rows that it has not taken were looked at for nothing. */
  public record Drawn(RowSample sample, StepSeconds seconds) implements Paid {
    @Override
    public double passes() {
      return 0;
    }
  }

  /** The rows that {@code rule}, a uniform one, takes. */
  public Drawn draw(DrawRule rule) {
    long nanos = System.nanoTime();
    RowSample sample = source.draw(rule);
    return new Drawn(sample, new StepSeconds(0, (System.nanoTime() - nanos) * 1e-9, 0, 0));
  }

  private double[] diagonal(PassSum sum) {
    double[] diagonal = coordinates.diagonal(sum.border(), sum.squares());
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] /= sum.gradient().weightSum();
    }
    return diagonal;
  }

  /** The Hessian, from the Gramians' sums over all rows ({@link LossGramian}). */
  public double[][] hessian(double[] gramian) {
    double[][] hessian = LossGramian.hessian(gramian, coordinates);
    double[] added = penalty.diagonal(hessian.length);
    for (int i = 0; i < hessian.length; i++) {
      for (int j = 0; j < hessian.length; j++) {
        hessian[i][j] /= source.weightSum();
      }
      hessian[i][i] += added[i];
    }
    return hessian;
  }

  @Override
  public long rows() {
    return source.rows();
  }

  @Override
  public int blocks() {
    return source.blocks();
  }

  @Override
  public int mostPoints() {
    return Math.max(1, Kernels.MOST_COLUMNS / coordinates.outputs());
  }

  @Override
  public Evaluation[] evaluate(double[][] points, Batch batch) {
    long nanos = System.nanoTime();
    int outputs = coordinates.outputs();
    double[][] thetas = Arrays.stream(points).map(this::toOriginal).toArray(double[][]::new);
    double[] sideBySide = BatchSum.sideBySide(thetas, outputs);
    GradientSource.BatchReply reply = source.batch(loss, sideBySide, points.length, batch);
    BatchSum sum = reply.sum();
    Evaluation[] found = new Evaluation[points.length];
    for (int r = 0; r < points.length; r++) {
      double[] gradient = times(1 / unit, coordinates.gradient(sum.meanGradient(r, outputs)));
      penalty.addGradientInto(points[r], gradient);
      double total = (System.nanoTime() - nanos) * 1e-9;
      double driver = Math.max(0, total - reply.seconds().total());
      found[r] =
          new Evaluation(
              sum.meanLoss(r) / (unit * unit) + penalty.value(points[r]),
              gradient,
              (double) sum.rows() / source.rows(),
              sum.weightSum() > 0 ? sum.rows() : 0,
              reply.seconds().plus(new StepSeconds(0, 0, 0, driver)));
    }
    return found;
  }

  @Override
  public double[] hessianVector(double[] u, double[] direction, Batch batch) {
    GradientSource.Product sum =
        source.hessianVector(loss, toOriginal(u), coordinates.toOriginal(direction), batch);
    double[] product = coordinates.gradient(sum.vector());
    double weightSum = batch.isAll() ? source.weightSum() : sum.weightSum();
    for (int i = 0; i < product.length; i++) {
      product[i] /= weightSum;
    }
    penalty.addGradientInto(direction, product);
    return product;
  }
}
