package rllc.train.batch;

import rllc.optim.Adam;
import rllc.optim.Optimizer;
import rllc.optim.OptimizerState;
import rllc.optim.Vectors;
import rllc.settings.Schedule;
import rllc.train.objective.Evaluation;

/**
 * An optimizer on its way through the batches: where it is, the average of where it was, and how it
 * gets back from where it should not have gone.
 *
 * <p>The average weighs late points more (Shamir and Zhang, ICML 2013): a_t = a_(t-1) + (4 / (t +
 * 3)) (theta_t - a_(t-1)), t = 1, 2, ...
 *
 * <p>Losses of batches are watched by their running mean. Three answers in a row that are not
 * finite, or a running mean far above the loss of the start, and the member goes back to the state
 * of its least running mean, with a quarter of its rate.
 */
final class Candidate {
  /** Weight of the last batch in the running mean of losses. */
  private static final double LAST = 0.2;

  /** The running mean may rise so far above the start's loss, in units of that loss. */
  private static final double FAR = 1;

  private static final int MOST_BAD = 3;
  private static final int MOST_RETURNS = 10;
  private static final double CUT = 0.25;
  private static final double LATE = 3;

  private final Optimizer optimizer;
  private final Schedule schedule;
  private final boolean averages;
  private final double firstLoss;
  private OptimizerState state;
  private double[] average;
  private int averaged;
  private OptimizerState bestState;
  private double[] bestAverage;
  private int bestAveraged;
  private double meanLoss;
  private double bestLoss;
  private double factor = 1;
  private int bad;
  private int returns;
  private double stepNorm;
  private double conditionNumber = Double.NaN;

  /**
   * @param schedule of the optimizer's rate
   * @param averages whether the answer is the average of the points, or the last of them
   * @param firstLoss the loss at {@code theta} of some rows
   */
  Candidate(
      Optimizer optimizer, Schedule schedule, double[] theta, boolean averages, double firstLoss) {
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.averages = averages;
    this.firstLoss = firstLoss;
    this.state = optimizer.init(theta);
    this.average = state.theta();
    this.meanLoss = firstLoss;
    keep();
  }

  private void keep() {
    bestState = state;
    bestAverage = average;
    bestAveraged = averaged;
    bestLoss = meanLoss;
  }

  double[] theta() {
    return state.theta();
  }

  /** The model as it stands. */
  double[] answer() {
    return averages ? average : state.theta();
  }

  OptimizerState state() {
    return state;
  }

  double learningRate() {
    return factor * optimizer.learningRate();
  }

  boolean isAdam() {
    return optimizer instanceof Adam;
  }

  Schedule schedule() {
    return schedule;
  }

  double stepNorm() {
    return stepNorm;
  }

  double conditionNumber() {
    return conditionNumber;
  }

  /** How often it went back. */
  int returns() {
    return returns;
  }

  /** Whether going back has not helped. */
  boolean hasFailed() {
    return returns > MOST_RETURNS;
  }

  /**
   * One step from what a batch has shown at {@link #theta}.
   *
   * @param epochs seen before it
   */
  void learn(Evaluation batch, double epochs) {
    stepNorm = 0;
    conditionNumber = Double.NaN;
    if (batch.rows() == 0) {
      return;
    }
    double loss = batch.loss();
    if (!Double.isFinite(loss) || !Double.isFinite(Vectors.norm(batch.gradient()))) {
      // A batch may be bad by itself: it is passed over, and the next one will tell.
      bad++;
      if (bad == MOST_BAD) {
        goBack();
      }
      return;
    }
    bad = 0;
    meanLoss += LAST * (loss - meanLoss);
    if (meanLoss > firstLoss + FAR * Math.abs(firstLoss)) {
      goBack();
      return;
    }
    if (meanLoss <= bestLoss) {
      keep();
    }
    step(batch.gradient(), schedule.factor(epochs));
  }

  private void step(double[] gradient, double scheduled) {
    Optimizer.Update update = optimizer.update(state, gradient, factor * scheduled);
    state = update.state();
    stepNorm = update.stepNorm();
    conditionNumber = update.conditionNumber();
    if (averages) {
      averaged++;
      double weight = (LATE + 1) / (averaged + LATE);
      double[] next = new double[average.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = average[i] + weight * (state.theta()[i] - average[i]);
      }
      average = next;
    }
  }

  private void goBack() {
    state = bestState;
    average = bestAverage;
    averaged = bestAveraged;
    meanLoss = bestLoss;
    factor *= CUT;
    bad = 0;
    returns++;
  }
}
