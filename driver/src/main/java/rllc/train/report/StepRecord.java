package rllc.train.report;

import rllc.train.objective.StepSeconds;

/**
 * One step as an observer sees it; one line of history.jsonl.
 *
 * @param step 0, 1, ...
 * @param passes rows touched so far, this step's evaluation included, / rows of the data
 * @param loss the whole objective at theta before the step
 * @param gradNorm Euclidean norm of the gradient there, in the optimizer's coordinates
 * @param stepNorm Euclidean norm of the step taken, in the optimizer's coordinates
 * @param law the learning law L that this step used; empty for optimizers without one
 * @param conditionNumber largest / smallest kept singular value of M in the law's correction; NaN
 *     where there was none
 * @param batchRows rows that the gradient was taken over
 * @param seconds where this step's time went
 * @param elapsed wall-clock seconds from the run's beginning to the end of this evaluation
 * @param validation the validation rows' score at theta before the step; NaN where there is none
 */
public record StepRecord(
    int step,
    double passes,
    double loss,
    double gradNorm,
    double stepNorm,
    double[] law,
    double conditionNumber,
    long batchRows,
    StepSeconds seconds,
    double elapsed,
    double validation) {
  /** The same, with what came after the record was begun. */
  public StepRecord after(double morePasses, StepSeconds time, double now) {
    return new StepRecord(
        step,
        passes + morePasses,
        loss,
        gradNorm,
        stepNorm,
        law,
        conditionNumber,
        batchRows,
        time,
        now,
        validation);
  }

  /** The same with other seconds. */
  public StepRecord with(StepSeconds its) {
    return changed(loss, gradNorm, its, validation);
  }

  /** The same at another point. */
  public StepRecord at(double itsLoss, double itsGradNorm, double itsScore) {
    return changed(itsLoss, itsGradNorm, seconds, itsScore);
  }

  private StepRecord changed(double f, double g, StepSeconds time, double score) {
    return new StepRecord(
        step, passes, f, g, stepNorm, law, conditionNumber, batchRows, time, elapsed, score);
  }
}
