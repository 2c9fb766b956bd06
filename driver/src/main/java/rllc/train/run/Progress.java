package rllc.train.run;

/**
 * Where a run stands, as stop rules see it. A pure value; each evaluation and each step makes the
 * next one, so a resumed run stops exactly where the unbroken one does.
 *
 * @param steps steps taken before this evaluation
 * @param passes rows touched so far / rows, this evaluation included
 * @param stepPasses what the last step has cost, and the guess for the next one
 * @param seconds since the run began
 * @param loss the whole objective
 * @param gradNorm Euclidean norm of its gradient
 * @param reference what the run is measured against
 * @param farAbove evaluations in a row whose loss was far above the reference
 * @param learningRate c1 of this evaluation; infinite if the method has none
 * @param interrupted whether somebody asked the run to end
 */
public record Progress(
    int steps,
    double passes,
    double stepPasses,
    double seconds,
    double loss,
    double gradNorm,
    Reference reference,
    int farAbove,
    double learningRate,
    boolean interrupted) {
  /** A loss above the reference by this many times its size is far above. */
  private static final double FAR = 10;

  private static final double NONE = Double.NaN;

  /** Before the first evaluation. */
  static Progress begin(Reference reference) {
    return new Progress(0, 0, 0, 0, NONE, NONE, reference, 0, NONE, false);
  }

  /** How much a gradient step would lower the loss, c1 gradNorm^2. */
  double reach() {
    return learningRate * gradNorm * gradNorm;
  }

  /** After the evaluation of {@code at}, which cost {@code spent}. */
  Progress reached(Position at, Passes.Spent spent, double seconds, boolean interrupted) {
    Reference against =
        Double.isNaN(reference.loss()) ? new Reference(at.loss(), at.gradNorm()) : reference;
    boolean far = at.loss() - against.loss() > FAR * Math.abs(against.loss());
    return new Progress(
        steps,
        passes + spent.passes(),
        spent.passes() - spent.preparing(),
        seconds,
        at.loss(),
        at.gradNorm(),
        against,
        far ? farAbove + 1 : 0,
        at.learningRate(),
        interrupted);
  }

  /** In the middle of a step that has cost {@code more} passes; the next evaluation costs one. */
  Progress during(double more, double seconds, boolean interrupted) {
    return counted(steps, passes + more, 1, seconds, interrupted);
  }

  /** After a step. */
  Progress stepped() {
    return counted(steps + 1, passes, stepPasses, seconds, interrupted);
  }

  private Progress counted(int n, double all, double last, double at, boolean asked) {
    return new Progress(n, all, last, at, loss, gradNorm, reference, farAbove, learningRate, asked);
  }
}
