package rllc.train.run;

import java.util.function.ToDoubleFunction;
import rllc.family.Score;

/**
 * Scores points on rows held out. Scores are no passes and no steps; {@code stop.maxSeconds} counts
 * their time.
 *
 * @param score which numbers are better
 * @param of the score of a point in the run's coordinates
 */
public record PointScorer(Score score, ToDoubleFunction<double[]> of) {}
