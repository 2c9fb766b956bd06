package rllc.train;

import java.util.List;
import rllc.kernel.Kernels;
import rllc.shard.Block;
import rllc.shard.Loss;

/**
 * The average of what several learners have learnt, each weighted by its rows, merged in the
 * learners' order; and a judgement by the rows that they have kept back.
 *
 * @param theta sum of W_k theta_k / sum of W_k, in original coordinates
 * @param rows that were learnt
 * @param steps rows learnt, once for each step length
 * @param gain by how much the weighted mean loss of the rows kept back is lower at the average than
 *     at the start
 * @param apart the part of the labels' variance that is the variance of the learners' mean labels;
 *     of classes, of the rows' indicators of their class
 */
record LearnerAverage(double[] theta, int rows, long steps, double gain, double apart) {
  /**
   * Above this, learners have seen rows too different for their average. Rows in the order of time
   * had 0.004, a file in which kinds of rows follow each other 0.23, one sorted by label 0.86.
   */
  private static final double MOST_APART = 0.02;

  /**
   * @param start where all of them began
   */
  static LearnerAverage of(List<Learnt> learners, double[] start, Loss loss, Kernels kernels) {
    double[] theta = average(learners);
    LabelGroups labels = new LabelGroups(loss.outputs());
    double gain = 0;
    double weight = 0;
    int rows = 0;
    long steps = 0;
    for (Learnt learner : learners) {
      rows += learner.rows;
      steps += learner.steps;
      for (Block block : learner.keptBack) {
        gain += kernels.loss(block, loss, start) - kernels.loss(block, loss, theta);
        weight += block.weightSum();
      }
      labels.add(learner.keptBack);
    }
    return new LearnerAverage(theta, rows, steps, gain / weight, labels.between());
  }

  private static double[] average(List<Learnt> learners) {
    double weights = 0;
    double[] theta = new double[learners.get(0).theta.length];
    for (Learnt learner : learners) {
      weights += learner.weight;
      for (int i = 0; i < theta.length; i++) {
        theta[i] += learner.weight * learner.theta[i];
      }
    }
    for (int i = 0; i < theta.length; i++) {
      theta[i] /= weights;
    }
    return theta;
  }

  /**
   * Whether the average is a better start than the one that learners had, and learners' rows alike.
   *
   * @param penalty of the average
   */
  boolean holds(double penalty) {
    return gain > penalty && apart <= MOST_APART;
  }
}
