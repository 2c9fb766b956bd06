package rllc.train.run;

import rllc.train.objective.Objective;

/**
 * What comes before a method: it moves the start. Passes and seconds count as the run's own.
 *
 * @param <O> the objective
 */
public interface Phase<O extends Objective> {
  /**
   * What a phase has made.
   *
   * @param theta the new start
   * @param note for the run record; empty if there is nothing to say
   */
  record Moved(double[] theta, String note) {}

  /** Its name, for listeners. */
  String name();

  Moved run(double[] theta, Passes<? extends O> passes);
}
