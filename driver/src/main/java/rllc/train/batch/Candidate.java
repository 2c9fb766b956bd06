package rllc.train.batch;

import rllc.optim.Optimizer;
import rllc.optim.OptimizerState;
import rllc.optim.Vectors;
import rllc.settings.Schedule;
import rllc.train.objective.Evaluation;

/**
 * An optimizer on its way through the batches: its state, its averaged point, and the state that it
 * returns to after divergence. A pure value.
 *
 * <p>The average weighs late points more (Shamir and Zhang, ICML 2013): a_t = a_(t-1) + (4 / (t +
 * 3)) (theta_t - a_(t-1)), t = 1, 2, ...
 *
 * <p>Losses of batches are watched by their running mean. After three answers in a row that are not
 * finite, or a running mean far above the loss of the start, the candidate returns to the state of
 * its least running mean, with a quarter of its rate.
 *
 * @param number in the race
 * @param method its optimizer, by number
 * @param rate its rate, by number: neighbours have the next ones
 * @param schedule of its rate
 * @param c1 of its optimizer
 * @param factor of c1, cut at each return
 * @param now where it is
 * @param best where its running mean was least
 * @param meanLoss running mean of the batches' losses
 * @param bad answers in a row that were not finite
 * @param returns how often it went back
 * @param score its mean loss on batches that it had not seen
 */
record Candidate(
    int number,
    int method,
    int rate,
    Schedule schedule,
    double c1,
    double factor,
    Place now,
    Place best,
    double meanLoss,
    int bad,
    int returns,
    double score) {
  /** Weight of the last batch in the running mean of losses. */
  private static final double LAST = 0.2;

  /** The running mean may rise so far above the start's loss, in units of that loss. */
  private static final double FAR = 1;

  private static final int MOST_BAD = 3;
  private static final int MOST_RETURNS = 10;
  private static final double CUT = 0.25;
  private static final double LATE = 3;

  /**
   * A place on the way.
   *
   * @param theta the point
   * @param units the optimizer's memory
   * @param law its law
   * @param step its steps
   * @param average of the points
   * @param averaged points in it
   * @param meanLoss running mean of losses there
   */
  record Place(
      double[] theta,
      double[][] units,
      double[] law,
      int step,
      double[] average,
      int averaged,
      double meanLoss) {}

  /** At the start of a race. */
  static Candidate at(
      double[] theta,
      double loss,
      int number,
      int method,
      int rate,
      Schedule schedule,
      double c1,
      Optimizer optimizer) {
    OptimizerState first = optimizer.init(theta);
    Place place =
        new Place(first.theta(), first.memory().columns(), first.law(), 0, first.theta(), 0, loss);
    return new Candidate(number, method, rate, schedule, c1, 1, place, place, loss, 0, 0, 0);
  }

  double learningRate() {
    return factor * c1;
  }

  /** Whether going back has not helped. */
  boolean hasFailed() {
    return returns > MOST_RETURNS;
  }

  /** The same with another score. */
  Candidate scored(double value) {
    return new Candidate(
        number, method, rate, schedule, c1, factor, now, best, meanLoss, bad, returns, value);
  }

  /** A candidate after a batch. */
  record Learnt(Candidate candidate, double stepNorm, double conditionNumber) {}

  /**
   * One step from what a batch has shown at the candidate's point.
   *
   * @param epochs seen before it
   * @param firstLoss the loss at the start, of some rows
   * @param averages whether the average is kept
   */
  Learnt learn(
      Evaluation batch, double epochs, double firstLoss, boolean averages, Optimizer optimizer) {
    if (batch.rows() == 0) {
      return idle(this);
    }
    double loss = batch.loss();
    if (!Double.isFinite(loss) || !Double.isFinite(Vectors.norm(batch.gradient()))) {
      // A batch may be bad by itself: it is ignored, and the next one will tell.
      return idle(bad + 1 == MOST_BAD ? back() : with(now, best, meanLoss, bad + 1));
    }
    double mean = meanLoss + LAST * (loss - meanLoss);
    if (mean > firstLoss + FAR * Math.abs(firstLoss)) {
      return idle(back());
    }
    Place least = mean <= best.meanLoss() ? kept(mean) : best;
    OptimizerState from = optimizer.state(now.theta(), now.units(), now.law(), now.step());
    Optimizer.Update update =
        optimizer.update(from, batch.gradient(), factor * schedule.factor(epochs));
    Place next = moved(update.state(), averages);
    return new Learnt(with(next, least, mean, 0), update.stepNorm(), update.conditionNumber());
  }

  private static Learnt idle(Candidate same) {
    return new Learnt(same, 0, Double.NaN);
  }

  private Place kept(double mean) {
    return new Place(
        now.theta(), now.units(), now.law(), now.step(), now.average(), now.averaged(), mean);
  }

  private Place moved(OptimizerState to, boolean averages) {
    int count = averages ? now.averaged() + 1 : 0;
    double[] average = averages ? new double[now.average().length] : to.theta();
    double weight = (LATE + 1) / (count + LATE);
    for (int i = 0; averages && i < average.length; i++) {
      average[i] = now.average()[i] + weight * (to.theta()[i] - now.average()[i]);
    }
    return new Place(
        to.theta(), to.memory().columns(), to.law(), to.step(), average, count, Double.NaN);
  }

  private Candidate with(Place place, Place least, double mean, int its) {
    return new Candidate(
        number, method, rate, schedule, c1, factor, place, least, mean, its, returns, score);
  }

  private Candidate back() {
    return new Candidate(
        number,
        method,
        rate,
        schedule,
        c1,
        factor * CUT,
        best,
        best,
        best.meanLoss(),
        0,
        returns + 1,
        score);
  }
}
