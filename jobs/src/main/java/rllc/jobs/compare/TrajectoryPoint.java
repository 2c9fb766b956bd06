package rllc.jobs.compare;

/**
 * A point that an optimizer evaluated.
 *
 * @param passes over the data from the beginning up to this evaluation
 * @param seconds wall-clock, the same
 * @param objective in the problem's own units, penalty included
 */
public record TrajectoryPoint(double passes, double seconds, double objective) {}
