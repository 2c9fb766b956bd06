package rllc.train.rows;

import rllc.loss.Loss;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;

/**
 * What small steps over rows need to know of an objective, on the features' own scale.
 *
 * @param moves whether feature j has a coefficient; that of a constant feature stays 0
 * @param penalty the curvature of the penalty in each w_j
 */
record RowObjective(Loss loss, boolean fitIntercept, boolean[] moves, double[] penalty) {
  static RowObjective of(LinearObjective objective) {
    Coordinates coordinates = objective.coordinates();
    double[] diagonal = objective.penalty().diagonal(coordinates.dimension());
    boolean[] moves = new boolean[coordinates.features()];
    double[] curvature = new double[moves.length];
    for (int j = 0; j < moves.length; j++) {
      double s = coordinates.scale(j);
      moves[j] = s > 0;
      curvature[j] = moves[j] ? diagonal[j * coordinates.outputs()] / (s * s) : 0;
    }
    return new RowObjective(objective.loss(), coordinates.fitIntercept(), moves, curvature);
  }

  int features() {
    return moves.length;
  }
}
