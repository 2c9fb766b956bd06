package rllc.train.pilot;

import rllc.loss.Loss;
import rllc.shard.Block;

/** Derivatives along a line of the loss of rows whose margins are known. */
final class LineSums {
  private final Loss loss;
  private final double[] margins;
  private final double[] along;
  private final double[] multipliers;

  LineSums(Loss loss) {
    this.loss = loss;
    this.margins = new double[loss.outputs()];
    this.along = new double[loss.outputs()];
    this.multipliers = new double[loss.outputs()];
  }

  /** sum[0] += sum_i w_i dl/dm.dm, sum[1] += sum_i w_i dm.d2l/dm2.dm. */
  void addInto(Block block, double[] at, double[] direction, double[] sum) {
    int outputs = margins.length;
    for (int row = 0; row < block.rows(); row++) {
      double weight = block.weight(row);
      double label = block.label(row);
      System.arraycopy(at, row * outputs, margins, 0, outputs);
      System.arraycopy(direction, row * outputs, along, 0, outputs);
      loss.multipliersInto(margins, label, multipliers);
      loss.hessianInPlace(margins, label, along);
      double first = 0;
      double second = 0;
      for (int k = 0; k < outputs; k++) {
        double dm = direction[row * outputs + k];
        first += multipliers[k] * dm;
        second += along[k] * dm;
      }
      sum[0] += weight * first;
      sum[1] += weight * second;
    }
  }
}
