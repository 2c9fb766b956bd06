package rllc.train.run;

import java.util.Optional;
import rllc.settings.StopSettings;
import rllc.train.objective.Objective;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.StopReason;
import rllc.train.state.StateCodec;

/**
 * A training method as a value: {@link #start} makes a state, {@link #step} takes a state to the
 * next one. All that changes is in the state, a record of numbers, arrays and further records that
 * {@link StateCodec} can write; so a run can be stopped after any step and continued in another JVM
 * to the same bits. A state is an evaluated point: loss and gradient there are known.
 *
 * <p>A method asks {@link Passes} for whatever it needs of the data, and decides nothing by a
 * clock. {@link Runner} owns the rest: limits, records, validation, listeners.
 *
 * @param <O> what it can minimise
 * @param <S> its state
 */
public interface Method<O extends Objective, S extends Record> {
  /** The class of the states. */
  Class<S> stateType();

  /** The first state: {@code theta}, evaluated. The method keeps no reference to {@code theta}. */
  S start(double[] theta, Passes<? extends O> passes);

  /** One step from {@code state}, or the reason why there is none. */
  Attempt<S> step(S state, Passes<? extends O> passes);

  /** Where {@code state} stands. */
  Position position(S state);

  /** What the run record tells of the method, every automatic setting resolved. */
  OptimizerInfo info(S state);

  /**
   * The method's own rule of convergence, asked after {@link StopRule#diverged} and {@link
   * StopRule#targetLoss}.
   *
   * @param stop in the objective's units
   */
  default Optional<StopReason> converged(S state, Progress progress, StopSettings stop) {
    return StopRule.gradient(progress, stop.tol());
  }

  /**
   * Whether losses are those of batches: divergence and target are then the method's own affair.
   */
  default boolean isNoisy() {
    return false;
  }

  /**
   * Whether {@link #converged} compares with the gradient of the null model. If so, a run that does
   * not begin there evaluates it, at the cost of a pass.
   */
  default boolean comparesGradients() {
    return true;
  }

  /** The answer of a run that ends at {@code state} for {@code reason}. */
  default Answer answer(S state, StopReason reason, Passes<? extends O> passes) {
    return new Answer(position(state), reason);
  }

  /** Whether a run that is continued begins anew at its last point, with a fresh state. */
  default boolean restarts() {
    return false;
  }

  /** Where a run has ended, and why. */
  record Answer(Position position, StopReason reason) {}
}
