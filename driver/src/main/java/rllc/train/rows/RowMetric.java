package rllc.train.rows;

import java.util.List;
import rllc.shard.Block;
import rllc.shard.Moments;

/**
 * The metric of small steps: coefficient j of a feature of variance v_j that is non-zero in a share
 * f_j of the rows moves by P_j = sqrt(f_j) / v_j times its gradient. For dense features that is
 * standardisation; rare ones, which few rows bend, move less than it would let them. The same steps
 * result whatever units a feature is given in.
 *
 * <p>With an intercept, rows are taken as if centred at the means m: see {@link RowSteps}.
 */
final class RowMetric {
  /** P. */
  final double[] factors;

  /** m, or zeros without an intercept. */
  final double[] means;

  /** P m. */
  final double[] scaledMeans;

  /** m . P m. */
  final double meanSquare;

  /** The mean of a row's squared norm (x - m) . P (x - m), the intercept's one included. */
  final double meanNorm;

  /** From the rows of {@code blocks}; coefficients that {@code problem} holds at 0 stay there. */
  RowMetric(List<Block> blocks, RowObjective problem) {
    int d = problem.features();
    Moments moments = new Moments(d);
    blocks.forEach(moments::add);
    double[] shares = moments.featureShares();
    double[] deviations = moments.featureDeviations();
    double[] centres = moments.featureMeans();
    factors = new double[d];
    means = problem.fitIntercept() ? centres : new double[d];
    scaledMeans = new double[d];
    double square = 0;
    double norm = problem.fitIntercept() ? 1 : 0;
    for (int j = 0; j < d; j++) {
      if (deviations[j] > 0 && problem.moves()[j]) {
        double variance = deviations[j] * deviations[j];
        factors[j] = Math.sqrt(shares[j]) / variance;
        double offCentre = centres[j] - means[j];
        norm += factors[j] * (variance + offCentre * offCentre);
      }
      scaledMeans[j] = factors[j] * means[j];
      square += scaledMeans[j] * means[j];
    }
    meanSquare = square;
    meanNorm = norm;
  }
}
