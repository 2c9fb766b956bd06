package rllc.train.run;

import rllc.family.Score;

/**
 * Counts steps whose validation score is no better than the best so far. A pure value.
 *
 * @param score which numbers are better
 * @param most such steps in a row that are borne
 * @param best the best number so far; NaN before there is one
 * @param bestStep its step; -1 before there is one
 * @param idle steps in a row since then
 */
record Patience(Score score, int most, double best, int bestStep, int idle) {
  static Patience begin(Score score, int most) {
    return new Patience(score, most, Double.NaN, -1, 0);
  }

  /** After {@code step} with the score {@code value}. */
  Patience after(int step, double value) {
    return score.better(value, best)
        ? new Patience(score, most, value, step, 0)
        : new Patience(score, most, best, bestStep, idle + 1);
  }

  boolean exhausted() {
    return idle >= most;
  }
}
