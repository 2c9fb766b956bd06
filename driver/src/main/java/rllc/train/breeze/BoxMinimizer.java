package rllc.train.breeze;

import breeze.linalg.DenseVector;
import breeze.optimize.DiffFunction;
import breeze.optimize.FirstOrderMinimizer;
import breeze.optimize.LBFGSB;
import rllc.optim.JavaLapack;
import rllc.optim.Vectors;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.train.objective.Box;

/**
 * Breeze's L-BFGS-B as MLlib runs it, new LBFGSB(lower, upper, maxSteps, 10, tol), but for one of
 * its rules of convergence: it ends a run where no entry of the projected gradient is above 1e-5,
 * whatever {@code tol} is. {@link BreezeMethod} puts 10 tol in the place of that number, which is
 * the same at MLlib's default.
 */
final class BoxMinimizer extends LBFGSB {
  private static final long serialVersionUID = 1L;

  private final transient Box box;
  private final transient FirstOrderMinimizer.ConvergenceCheck<DenseVector<Object>> check;

  BoxMinimizer(Box box, StopSettings stop) {
    super(
        new DenseVector<Object>(box.lower()),
        new DenseVector<Object>(box.upper()),
        stop.maxSteps(),
        OptimizerSettings.Lbfgs.HISTORY,
        stop.tol(),
        LBFGSB.$lessinit$greater$default$6(),
        LBFGSB.$lessinit$greater$default$7());
    JavaLapack.require("L-BFGS-B");
    this.box = box;
    this.check =
        FirstOrderMinimizer.defaultConvergenceCheck(
            stop.maxSteps(),
            stop.tol(),
            FirstOrderMinimizer.defaultConvergenceCheck$default$3(),
            FirstOrderMinimizer.defaultConvergenceCheck$default$4(),
            DenseVector.space_Double());
  }

  /**
   * Breeze's direction, without what leads out of the box where theta is on its face: rounding may
   * leave such entries, and Breeze would end in an assertion. Where no descent remains, the
   * projected gradient.
   */
  @Override
  public DenseVector<Object> chooseDescentDirection(
      FirstOrderMinimizer.State<DenseVector<Object>, Object, LBFGSB.History> state,
      DiffFunction<DenseVector<Object>> function) {
    double[] x = BreezeObjective.array(state.x());
    double[] gradient = BreezeObjective.array(state.grad());
    double[] direction = BreezeObjective.array(super.chooseDescentDirection(state, function));
    for (int i = 0; i < x.length; i++) {
      boolean out = direction[i] < 0 ? x[i] <= box.lower()[i] : x[i] >= box.upper()[i];
      direction[i] = out ? 0 : direction[i];
    }
    if (!(Vectors.dot(direction, gradient) < 0)) {
      direction = new double[x.length];
      Vectors.addScaledInto(-1, box.projectedGradient(x, gradient), direction);
    }
    return new DenseVector<Object>(direction);
  }

  @Override
  public FirstOrderMinimizer.ConvergenceCheck<DenseVector<Object>> convergenceCheck() {
    return check;
  }
}
