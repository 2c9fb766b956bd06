package rllc.train.run;

import rllc.train.objective.Evaluation;

/**
 * What stop rules look at: where the run stands after an evaluation. A pure value; each evaluation
 * and each step makes the next one, so a resumed run stops exactly where the unbroken one does.
 *
 * @param steps steps taken before this evaluation
 * @param passes rows touched so far / rows, this evaluation included
 * @param evaluationPasses cost of this evaluation, and the guess for the next one
 * @param seconds since the run began
 * @param loss the whole objective
 * @param gradNorm Euclidean norm of its gradient
 * @param firstLoss loss of the first evaluation
 * @param firstGradNorm gradient norm of the first evaluation
 * @param farAbove evaluations in a row whose loss was far above the first
 * @param learningRate c1 of this evaluation; infinite where the method has none
 * @param interrupted whether somebody asked the run to end
 */
public record Progress(
    int steps,
    double passes,
    double evaluationPasses,
    double seconds,
    double loss,
    double gradNorm,
    double firstLoss,
    double firstGradNorm,
    int farAbove,
    double learningRate,
    boolean interrupted) {
  /** A loss above the first by this many times its size is far above. */
  private static final double FAR = 10;

  /** Before the first evaluation; {@code passes} were spent in preparation. */
  public static Progress begin(double passes) {
    double none = Double.NaN;
    return new Progress(0, passes, 0, 0, none, none, none, none, 0, none, false);
  }

  /** How much a gradient step would lower the loss, c1 gradNorm^2. */
  public double reach() {
    return learningRate * gradNorm * gradNorm;
  }

  /** After an evaluation; {@code learningRate} is c1. */
  public Progress evaluated(
      Evaluation evaluation,
      double gradNorm,
      double learningRate,
      double seconds,
      boolean interrupted) {
    double loss = evaluation.loss();
    boolean first = Double.isNaN(firstLoss);
    double reference = first ? loss : firstLoss;
    boolean far = loss - reference > FAR * Math.abs(reference);
    return new Progress(
        steps,
        passes + evaluation.passes(),
        evaluation.passes(),
        seconds,
        loss,
        gradNorm,
        reference,
        first ? gradNorm : firstGradNorm,
        far ? farAbove + 1 : 0,
        learningRate,
        interrupted);
  }

  /** In the middle of a step that has cost {@code more} passes; the next evaluation costs one. */
  public Progress during(double more, double seconds, boolean interrupted) {
    return new Progress(
        steps,
        passes + more,
        1,
        seconds,
        loss,
        gradNorm,
        firstLoss,
        firstGradNorm,
        farAbove,
        learningRate,
        interrupted);
  }

  /** After a step. */
  public Progress stepped() {
    return new Progress(
        steps + 1,
        passes,
        evaluationPasses,
        seconds,
        loss,
        gradNorm,
        firstLoss,
        firstGradNorm,
        farAbove,
        learningRate,
        interrupted);
  }
}
