package rllc.train.batch;

import rllc.train.objective.Batch;
import rllc.train.objective.BatchObjective;
import rllc.train.objective.CurvedObjective;
import rllc.train.objective.Evaluation;

/** An objective as the rows of one batch show it: for estimates that need no pass. */
final class BatchView implements CurvedObjective {
  private final BatchObjective objective;
  private final Batch batch;

  BatchView(BatchObjective objective, Batch batch) {
    this.objective = objective;
    this.batch = batch;
  }

  @Override
  public int dimension() {
    return objective.dimension();
  }

  @Override
  public Evaluation evaluate(double[] theta) {
    return objective.evaluate(new double[][] {theta}, batch)[0];
  }

  @Override
  public double[] hessianVector(double[] theta, double[] direction) {
    return objective.hessianVector(theta, direction, batch);
  }

  @Override
  public boolean curvedMostAtZero() {
    return objective.curvedMostAtZero();
  }
}
