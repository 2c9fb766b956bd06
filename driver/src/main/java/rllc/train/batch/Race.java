package rllc.train.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import rllc.settings.Tuning;
import rllc.train.objective.Evaluation;

/**
 * Optimizers that differ in method, c1 and its schedule and go through the same batches side by
 * side; rows are read once for all (racing: Maron and Moore, NIPS 1994). If there are several, the
 * answer of each is judged by its loss on the next batch, before it learns from it: an honest
 * estimate. Judgements are averaged with a window that grows as 0.3 t. The candidate with the least
 * leads and is the answer; another one takes the lead if it is better by more than a standard error
 * of their differences. One that is worse beyond doubt is dropped, unless it is of the leader's
 * method and rate, or the best of its method, or next to that one or the leader: of the same
 * schedule and the next rate. As rates fall, the lead passes from neighbour to neighbour, and to a
 * method that begins slower and gets further. A pure value.
 *
 * @param candidates that are left
 * @param leader the number of the one that leads
 * @param squares running means of the squared differences of two candidates' losses, by number
 * @param judged batches that have judged them
 */
record Race(List<Candidate> candidates, int leader, double[][] squares, int judged) {
  static Race of(List<Candidate> candidates) {
    int count = candidates.size();
    return new Race(List.copyOf(candidates), 0, new double[count][count], 0);
  }

  /** The candidate whose answer is thought the best. */
  Candidate best() {
    return candidates.get(indexOfBest());
  }

  int indexOfBest() {
    int index = 0;
    while (candidates.get(index).number() != leader) {
      index++;
    }
    return index;
  }

  /** Whether the last candidate left has failed. */
  boolean hasFailed() {
    return best().hasFailed();
  }

  /**
   * Where the next batch is looked at: every candidate's point, then, of several, every answer.
   *
   * @param averages whether an answer is the average
   */
  double[][] points(boolean averages) {
    Stream<double[]> points = candidates.stream().map(c -> c.now().theta());
    Stream<double[]> answers =
        candidates.stream().map(c -> averages ? c.now().average() : c.now().theta());
    return (candidates.size() == 1 ? points : Stream.concat(points, answers))
        .toArray(double[][]::new);
  }

  /** After a batch that was looked at {@link #points}: scores are renewed. */
  Race judgedBy(Evaluation[] batch) {
    int count = candidates.size();
    double[] losses = new double[count];
    if (count == 1 || batch[0].rows() == 0) {
      return this;
    }
    Arrays.setAll(losses, i -> batch[count + i].loss());
    if (Arrays.stream(losses).noneMatch(Double::isFinite)) {
      // It says nothing of them.
      return this;
    }
    double weight = 1 / Math.max(1, Tuning.RACE_WINDOW.value() * (judged + 1));
    double[][] means = Arrays.stream(squares).map(double[]::clone).toArray(double[][]::new);
    List<Candidate> scored = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Candidate one = candidates.get(i);
      double score = one.score() + weight * (losses[i] - one.score());
      scored.add(one.scored(Double.isFinite(losses[i]) ? score : Double.POSITIVE_INFINITY));
      for (int j = 0; j < count; j++) {
        double difference = losses[i] - losses[j];
        int other = candidates.get(j).number();
        double mean = means[one.number()][other];
        means[one.number()][other] = mean + weight * (difference * difference - mean);
      }
    }
    return new Race(List.copyOf(scored), leader, means, judged + 1);
  }

  /** With the candidates after a step: who leads now, and who is out. */
  Race after(List<Candidate> learnt) {
    Race moved = new Race(List.copyOf(learnt), leader, squares, judged);
    return learnt.size() == 1 ? moved : moved.led().withoutLosers();
  }

  private Race led() {
    Candidate first = best();
    for (Candidate other : candidates) {
      double doubt = judged < Tuning.RACE_LEAST.count() ? 0 : error(first, other);
      if (!(first.score() - other.score() <= doubt)) {
        first = other;
      }
    }
    return new Race(candidates, first.number(), squares, judged);
  }

  private Race withoutLosers() {
    Candidate first = best();
    List<Candidate> heads =
        candidates.stream().filter(c -> c == first || isBestOfMethod(c)).toList();
    List<Candidate> left =
        candidates.stream()
            .filter(c -> c == first || !isLost(c) && !(isWorse(c, first) && !isNextToOne(heads, c)))
            .toList();
    return new Race(left, leader, squares, judged);
  }

  private static boolean isLost(Candidate c) {
    return c.hasFailed() || Double.isInfinite(c.score());
  }

  private boolean isBestOfMethod(Candidate c) {
    return candidates.stream()
        .noneMatch(other -> other.method() == c.method() && other.score() < c.score());
  }

  private boolean isWorse(Candidate c, Candidate first) {
    boolean sameRate = c.method() == first.method() && c.rate() == first.rate();
    return !sameRate
        && judged >= Tuning.RACE_LEAST.count()
        && c.score() - first.score() > Tuning.RACE_DOUBT.value() * error(c, first);
  }

  /** Of one method and schedule, and of the same rate or the next one. */
  private static boolean isNextToOne(List<Candidate> heads, Candidate c) {
    return heads.stream()
        .anyMatch(
            head ->
                head.method() == c.method()
                    && Math.abs(head.rate() - c.rate()) <= 1
                    && head.schedule() == c.schedule());
  }

  /** The standard error of the difference of two scores. */
  private double error(Candidate a, Candidate b) {
    double mean = a.score() - b.score();
    double variance = squares[a.number()][b.number()] - mean * mean;
    return Math.sqrt(Math.max(0, variance) / (Tuning.RACE_WINDOW.value() * judged));
  }
}
