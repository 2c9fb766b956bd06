package rllc.train.run;

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
  /** Without a validation score. */
  public StepRecord(
      int step,
      double passes,
      double loss,
      double gradNorm,
      double stepNorm,
      double[] law,
      double conditionNumber,
      long batchRows,
      StepSeconds seconds,
      double elapsed) {
    this(
        step,
        passes,
        loss,
        gradNorm,
        stepNorm,
        law,
        conditionNumber,
        batchRows,
        seconds,
        elapsed,
        Double.NaN);
  }

  /** This step with a score that took place after {@code earlier} seconds of other scores. */
  StepRecord validated(double score, double earlier) {
    return new StepRecord(
        step,
        passes,
        loss,
        gradNorm,
        stepNorm,
        law,
        conditionNumber,
        batchRows,
        seconds,
        elapsed + earlier,
        score);
  }

  /** This step of a run that had made so many steps and passes, in so many seconds, before. */
  public StepRecord after(int steps, double earlier, double seconds) {
    return new StepRecord(
        step + steps,
        passes + earlier,
        loss,
        gradNorm,
        stepNorm,
        law,
        conditionNumber,
        batchRows,
        this.seconds,
        elapsed + seconds,
        validation);
  }

  /** This step, to which {@code more} seconds belong too. */
  public StepRecord with(StepSeconds more) {
    return new StepRecord(
        step,
        passes,
        loss,
        gradNorm,
        stepNorm,
        law,
        conditionNumber,
        batchRows,
        seconds.plus(more),
        elapsed,
        validation);
  }

  /** The end of a run whose result is the point of {@code kept}: the counts are the run's. */
  StepRecord keeping(StepRecord kept) {
    return new StepRecord(
        step,
        passes,
        kept.loss,
        kept.gradNorm,
        stepNorm,
        law,
        conditionNumber,
        batchRows,
        seconds,
        elapsed,
        kept.validation);
  }
}
