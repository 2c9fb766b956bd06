package rllc.train.newton;

import rllc.settings.Tuning;

/**
 * Whether a pilot pays: at each renewal the step with B is compared with one without, by what the
 * step sample expects of a pass. Bad steps count against B, good ones for it; B is dropped for good
 * if bad ones outweigh. The first step decides alone: nothing speaks for B yet. A step far shorter
 * than Newton's shows that B is far off, whatever it gains over the few pairs that there are.
 *
 * @param bad steps that spoke against B, less those that spoke for it
 */
record PilotTrial(int bad) {
  static final PilotTrial BEGIN = new PilotTrial(1);

  /**
   * After a proposed step.
   *
   * @param t its length
   * @param advantage what a pass spent on it gains, over what it would gain without B
   */
  PilotTrial proposed(double t, double advantage) {
    boolean doubtful = t < Tuning.TRIAL_TOO_SHORT.value() || advantage < Tuning.TRIAL_LEAST.value();
    return new PilotTrial(doubtful ? bad + 1 : Math.max(-1, bad - 1));
  }

  /** After an accepted step that {@code rejected} trials came before. */
  PilotTrial accepted(int rejected) {
    return rejected > 1 ? new PilotTrial(bad + 2) : this;
  }

  /** Whether B is kept. */
  boolean pays() {
    return bad < Tuning.TRIAL_BAD.count();
  }
}
