package rllc.train.breeze;

import breeze.linalg.DenseVector;
import breeze.linalg.Tensor;
import breeze.optimize.ApproximateGradientFunction;
import breeze.optimize.DiffFunction;
import breeze.util.Isomorphism;
import java.util.Arrays;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Objective;
import rllc.train.objective.StepSeconds;
import scala.$less$colon$less;
import scala.$less$colon$less$;
import scala.reflect.ClassTag;

/**
 * An objective as Breeze's optimizers want it; counts what its evaluations cost and remembers the
 * last one, which Breeze asks for again after a line search.
 *
 * <p>Java cannot implement Breeze's DiffFunction (two of its methods differ in the return type
 * alone), so the objective comes in through a lens: {@link #backward} maps a point to nothing at
 * all, an empty vector, and evaluates on the way; Breeze's own function of that empty vector
 * answers the loss found, and {@link #forward} answers the gradient found.
 */
final class BreezeObjective implements Isomorphism<DenseVector<Object>, DenseVector<Object>> {
  private static final long serialVersionUID = 1L;
  private static final DenseVector<Object> NOTHING = new DenseVector<>(new double[0]);

  private final transient Objective objective;
  private transient Evaluation last;
  private double[] lastPoint;
  private double passes;
  private StepSeconds seconds = StepSeconds.ZERO;

  BreezeObjective(Objective objective) {
    this.objective = objective;
  }

  /** This objective for Breeze. */
  DiffFunction<DenseVector<Object>> function() {
    return new ApproximateGradientFunction<Object, DenseVector<Object>>(
            nothing -> last.loss(), 1, x -> x, isTensor(), x -> x)
        .throughLens(this);
  }

  @Override
  public DenseVector<Object> backward(DenseVector<Object> x) {
    double[] point = array(x);
    if (!Arrays.equals(point, lastPoint)) {
      last = objective.evaluate(point);
      lastPoint = point;
      passes += last.passes();
      seconds = seconds.plus(last.seconds());
    }
    return NOTHING;
  }

  @Override
  public DenseVector<Object> forward(DenseVector<Object> nothing) {
    return new DenseVector<>(last.gradient().clone());
  }

  /** A copy of a Breeze vector's numbers. */
  static double[] array(DenseVector<Object> x) {
    return (double[]) x.toArray(ClassTag.Double());
  }

  /** Passes since the beginning. */
  double passes() {
    return passes;
  }

  /** Rows of the last evaluation. */
  long rows() {
    return last.rows();
  }

  /** Seconds since the last call. */
  StepSeconds takeSeconds() {
    StepSeconds taken = seconds;
    seconds = StepSeconds.ZERO;
    return taken;
  }

  @SuppressWarnings("unchecked")
  private static $less$colon$less<DenseVector<Object>, Tensor<Object, Object>> isTensor() {
    return ($less$colon$less<DenseVector<Object>, Tensor<Object, Object>>)
        (Object) $less$colon$less$.MODULE$.refl();
  }
}
