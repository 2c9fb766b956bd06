package rllc.train.report;

/**
 * What the validation rows have shown.
 *
 * @param best score; NaN if no point had one
 * @param step of the best score; -1 if no point had one
 * @param scored points
 * @param seconds that took
 */
public record ValidationSummary(double best, int step, int scored, double seconds) {}
