package rllc.train;

import java.io.Serializable;
import rllc.shard.Loss;

/**
 * What small steps over rows need to know of an objective, on the features' own scale. A class, not
 * a record: it crosses the wire.
 */
final class RowProblem implements Serializable {
  private static final long serialVersionUID = 1L;

  final Loss loss;
  final boolean fitIntercept;

  /** Whether feature j has a coefficient; that of a constant feature stays 0. */
  final boolean[] moves;

  /** The curvature of the penalty in each w_j. */
  final double[] penalty;

  private RowProblem(Loss loss, boolean fitIntercept, boolean[] moves, double[] penalty) {
    this.loss = loss;
    this.fitIntercept = fitIntercept;
    this.moves = moves;
    this.penalty = penalty;
  }

  static RowProblem of(LinearObjective objective) {
    Coordinates coordinates = objective.coordinates();
    double[] diagonal = objective.penalty().diagonal(coordinates.dimension());
    boolean[] moves = new boolean[coordinates.features()];
    double[] curvature = new double[moves.length];
    for (int j = 0; j < moves.length; j++) {
      double s = coordinates.scale(j);
      moves[j] = s > 0;
      curvature[j] = moves[j] ? diagonal[j * coordinates.outputs()] / (s * s) : 0;
    }
    return new RowProblem(objective.loss(), coordinates.fitIntercept(), moves, curvature);
  }

  int features() {
    return moves.length;
  }
}
