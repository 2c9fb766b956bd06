package rllc.train.batch;

/**
 * All that changes in a run over batches.
 *
 * @param step batches seen
 * @param race the candidates
 * @param start where the run began
 * @param firstLoss the loss there, of a sample of the rows
 * @param meanLoss running mean of the leader's losses on batches; NaN before the first
 * @param shown what the last batch has shown at the leader's point: loss and gradient norm
 */
record BatchState(
    int step, Race race, double[] start, double firstLoss, double meanLoss, Shown shown) {
  /** What a batch has shown. */
  record Shown(double[] theta, double loss, double gradNorm, long rows) {}
}
