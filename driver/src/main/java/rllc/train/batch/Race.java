package rllc.train.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import rllc.train.objective.Evaluation;

/**
 * Optimizers that differ in method, c1 and its schedule and go through the same batches side by
 * side; rows are read once for all. Where there are several, the answer of each is judged by its
 * loss on the next batch, before it learns from it: an honest estimate. Judgements are averaged
 * with a window that grows as 0.3 t. The member with the least leads and is the answer; another one
 * takes the lead where it is better by more than a standard error of their differences. One that is
 * worse beyond doubt is dropped, unless it is of the leader's method and rate, or the best of its
 * method, or next to that one or the leader: of the same schedule and the next rate. As rates fall,
 * the lead passes from neighbour to neighbour, and to a method that begins slower and gets further.
 */
final class Race {
  /** Part of all steps so far that an average looks back on. */
  private static final double WINDOW = 0.3;

  /** Steps before the first member may be dropped. */
  private static final int LEAST_STEPS = 20;

  /** Standard errors that a member must be worse by to be dropped. */
  private static final double DOUBT = 4;

  private static final class Judged {
    private final Candidate member;
    private final int number;
    private final int method;
    private final int rate;
    private double score;

    private Judged(Candidate member, int number, int method, int rate) {
      this.member = member;
      this.number = number;
      this.method = method;
      this.rate = rate;
    }
  }

  private final List<Judged> judged = new ArrayList<>();

  /** Running means of the squared differences of two members' losses. */
  private final double[][] squares;

  private Judged leader;
  private int steps;

  /**
   * @param methods members of each in the order of their rates, those of one rate side by side
   * @param schedules of each rate
   */
  Race(List<List<Candidate>> methods, int schedules) {
    for (int method = 0; method < methods.size(); method++) {
      List<Candidate> members = methods.get(method);
      for (int i = 0; i < members.size(); i++) {
        judged.add(new Judged(members.get(i), judged.size(), method, i / schedules));
      }
    }
    squares = new double[judged.size()][judged.size()];
    leader = judged.get(0);
  }

  /** Where the next batch is looked at: every member's point, then, of several, every answer. */
  double[][] points() {
    Stream<double[]> points = judged.stream().map(j -> j.member.theta());
    Stream<double[]> answers = judged.stream().map(j -> j.member.answer());
    return (judged.size() == 1 ? points : Stream.concat(points, answers)).toArray(double[][]::new);
  }

  /** The member whose answer is thought the best. */
  Candidate best() {
    return leader.member;
  }

  private int indexOfBest() {
    return judged.indexOf(leader);
  }

  /** Whether the last member left has failed. */
  boolean hasFailed() {
    return best().hasFailed();
  }

  /**
   * One step of every member.
   *
   * @param batch at {@link #points}
   * @param epochs seen before it
   * @return what the batch has shown at the point of the member that was the best before it
   */
  Evaluation learn(Evaluation[] batch, double epochs) {
    int members = judged.size();
    Evaluation shown = batch[indexOfBest()];
    if (members > 1 && batch[0].rows() > 0) {
      judge(batch);
    }
    for (int i = 0; i < members; i++) {
      judged.get(i).member.learn(batch[i], epochs);
    }
    if (members > 1) {
      lead();
      drop();
    }
    return shown;
  }

  /** A batch that is finite nowhere says nothing of the members. */
  private void judge(Evaluation[] batch) {
    double[] losses = new double[judged.size()];
    Arrays.setAll(losses, i -> batch[judged.size() + i].loss());
    if (Arrays.stream(losses).noneMatch(Double::isFinite)) {
      return;
    }
    steps++;
    double weight = 1 / Math.max(1, WINDOW * steps);
    for (int i = 0; i < losses.length; i++) {
      Judged one = judged.get(i);
      one.score =
          Double.isFinite(losses[i])
              ? one.score + weight * (losses[i] - one.score)
              : Double.POSITIVE_INFINITY;
      for (int j = 0; j < losses.length; j++) {
        double difference = losses[i] - losses[j];
        double[] means = squares[one.number];
        int other = judged.get(j).number;
        means[other] += weight * (difference * difference - means[other]);
      }
    }
  }

  private void lead() {
    for (Judged other : judged) {
      double doubt = steps < LEAST_STEPS ? 0 : error(leader, other);
      if (!(leader.score - other.score <= doubt)) {
        leader = other;
      }
    }
  }

  private void drop() {
    List<Judged> heads = judged.stream().filter(j -> j == leader || isBestOfMethod(j)).toList();
    judged.removeIf(j -> j != leader && (isLost(j) || isWorse(j) && !isNextToOne(heads, j)));
  }

  private static boolean isLost(Judged j) {
    return j.member.hasFailed() || Double.isInfinite(j.score);
  }

  private boolean isBestOfMethod(Judged j) {
    return judged.stream().noneMatch(other -> other.method == j.method && other.score < j.score);
  }

  private boolean isWorse(Judged j) {
    boolean sameRate = j.method == leader.method && j.rate == leader.rate;
    return !sameRate && steps >= LEAST_STEPS && j.score - leader.score > DOUBT * error(j, leader);
  }

  private static boolean isNextToOne(List<Judged> heads, Judged j) {
    return heads.stream().anyMatch(head -> isNextTo(head, j));
  }

  /** Of one method and schedule, and of the same rate or the next one. */
  private static boolean isNextTo(Judged a, Judged b) {
    return a.method == b.method
        && Math.abs(a.rate - b.rate) <= 1
        && a.member.schedule() == b.member.schedule();
  }

  /** The standard error of the difference of two scores. */
  private double error(Judged a, Judged b) {
    double mean = a.score - b.score;
    double variance = squares[a.number][b.number] - mean * mean;
    return Math.sqrt(Math.max(0, variance) / (WINDOW * steps));
  }
}
