package rllc.train.newton;

import rllc.settings.Tuning;

/**
 * Whether a pilot pays: at each renewal the step with B is compared with one without, by what the
 * step sample expects of a pass. Bad steps count against B, good ones for it; B is dropped for good
 * if bad ones outweigh.
 *
 * @param bad steps that spoke against B, less those that spoke for it
 * @param first whether no step was judged yet
 */
record PilotTrial(int bad, boolean first) {
  static final PilotTrial BEGIN = new PilotTrial(1, true);

  /**
   * After a proposed step.
   *
   * @param t its length
   * @param advantage what a pass spent on it gains, over what it would gain without B
   */
  PilotTrial proposed(double t, double advantage) {
    boolean tooLong = t > Tuning.TRIAL_LONG.value() && bad > 0;
    double least =
        first
            ? Tuning.TRIAL_LEAST_FIRST.value()
            : t < Tuning.TRIAL_SHORT.value() ? 1 : Tuning.TRIAL_LEAST.value();
    boolean doubtful = t < Tuning.TRIAL_TOO_SHORT.value() || tooLong || advantage < least;
    return new PilotTrial(
        doubtful ? bad + 1 : Math.max(-Tuning.TRIAL_CREDIT.count(), bad - 1), false);
  }

  /** After an accepted step that {@code rejected} trials came before. */
  PilotTrial accepted(int rejected) {
    return rejected > 1 ? new PilotTrial(bad + 2, first) : this;
  }

  /** Whether B is kept. */
  boolean pays() {
    return bad < Tuning.TRIAL_BAD.count();
  }
}
