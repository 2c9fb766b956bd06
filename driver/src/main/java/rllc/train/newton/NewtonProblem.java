package rllc.train.newton;

import rllc.optim.Vectors;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.objective.NonsmoothTerm;
import rllc.train.pilot.PilotSchedule;
import rllc.train.run.Passes;
import rllc.train.run.Position;

/**
 * What the methods of this package know of an objective without a look at its data.
 *
 * @param term its L1 part and box
 * @param schedule the draws of its pilots
 */
record NewtonProblem(LinearObjective objective, NonsmoothTerm term, PilotSchedule schedule) {
  static NewtonProblem of(LinearObjective objective, long seed) {
    return new NewtonProblem(
        objective, NonsmoothTerm.of(objective), new PilotSchedule(objective, seed));
  }

  /** Whether the Hessian is the same everywhere; then steps need no judge of their length. */
  boolean isQuadratic() {
    return objective.loss().isQuadratic();
  }

  /** One pass at {@code u}. */
  LinearObjective.Survey pass(
      double[] u, PassRequest request, Passes<? extends LinearObjective> passes) {
    return passes.ask(o -> o.survey(u, request));
  }

  /** The shortest subgradient at {@code at}. */
  double[] gradient(Iterate at) {
    return term.gradient(at.u(), at.gradient());
  }

  Position position(Iterate at) {
    return new Position(at.u(), at.loss(), Vectors.norm(gradient(at)), at.rows());
  }
}
