package rllc.train.newton;

/**
 * Whether a pilot pays: at each renewal the step with B is compared with one without, by what the
 * step sample expects of a pass. Bad steps count against B, good ones for it; B is dropped for good
 * if bad ones outweigh.
 *
 * @param bad steps that spoke against B, less those that spoke for it
 * @param first whether no step was judged yet
 */
record PilotTrial(int bad, boolean first) {
  /**
   * A step shorter than this shows that B is far off, whatever it gains over the few pairs that
   * there are: on texts with fewer rows than words a hundred pairs gain more in the end...
   */
  private static final double TOO_SHORT = 0.1;

  /** ... and one longer than this, as long as B has not proved itself. */
  private static final double LONG = 2;

  /**
   * The first step is bad if a pass spent on it gains less than this part of what it would gain
   * without B. Not less than all of it: what B knows also makes later steps better.
   */
  private static final double LEAST_FIRST = 0.45;

  /** By later steps that ought to have shown. */
  private static final double LEAST = 0.8;

  /**
   * A step shorter than this is one of a B that has fitted its own few rows: such a B must gain as
   * much as none at all. (A pilot of n rows in d dimensions asks for steps of 1 - d / n.)
   */
  private static final double SHORT = 0.6;

  /**
   * Bad steps more than good ones that B is dropped after; good ones count up to four. The first
   * one decides alone: nothing speaks for B yet.
   */
  private static final int MOST_BAD = 2;

  private static final int MOST_CREDIT = 4;

  static final PilotTrial BEGIN = new PilotTrial(1, true);

  /**
   * After a proposed step.
   *
   * @param t its length
   * @param advantage what a pass spent on it gains, over what it would gain without B
   */
  PilotTrial proposed(double t, double advantage) {
    boolean tooLong = t > LONG && bad > 0;
    double least = first ? LEAST_FIRST : t < SHORT ? 1 : LEAST;
    boolean doubtful = t < TOO_SHORT || tooLong || advantage < least;
    return new PilotTrial(doubtful ? bad + 1 : Math.max(-MOST_CREDIT, bad - 1), false);
  }

  /** After an accepted step that {@code rejected} trials came before. */
  PilotTrial accepted(int rejected) {
    return rejected > 1 ? new PilotTrial(bad + 2, first) : this;
  }

  /** Whether B is kept. */
  boolean pays() {
    return bad < MOST_BAD;
  }
}
