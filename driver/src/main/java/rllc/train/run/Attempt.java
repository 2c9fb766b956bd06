package rllc.train.run;

import java.util.Optional;
import rllc.train.report.StopReason;

/**
 * What {@link Method#step} has made.
 *
 * @param <S> the method's state
 */
public sealed interface Attempt<S> {
  /**
   * A step.
   *
   * @param state the next one
   * @param seen what the step has seen of the point that it left, if the state did not know it: a
   *     batch
   * @param stepNorm Euclidean norm of the step, in the optimizer's coordinates
   * @param conditionNumber of the law's correction; NaN if there was none
   */
  record Moved<S>(S state, Optional<Position> seen, double stepNorm, double conditionNumber)
      implements Attempt<S> {
    public Moved(S state, double stepNorm, double conditionNumber) {
      this(state, Optional.empty(), stepNorm, conditionNumber);
    }
  }

  /** No step: the run ends at the state that it has. */
  record Ended<S>(StopReason reason) implements Attempt<S> {}

  /** A step of a method without a law. */
  static <S> Attempt<S> moved(S state, double stepNorm) {
    return new Moved<>(state, stepNorm, Double.NaN);
  }

  static <S> Attempt<S> ended(StopReason reason) {
    return new Ended<>(reason);
  }
}
