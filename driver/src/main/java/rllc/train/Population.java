package rllc.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Optimizers that differ in c1 and in its schedule and go through the same batches side by side;
 * rows are read once for all. Where there are several, the answer of each is judged by its loss on
 * the next batch, before it learns from it: an honest estimate. Judgements are averaged with a
 * window that grows as 0.3 t. The member with the least leads and is the answer; another one takes
 * the lead where it is better by more than a standard error of their differences. One that is worse
 * beyond doubt is dropped, unless it is a neighbour of the leader: of the same rate, or of the next
 * one and the same schedule. As rates fall, the lead passes from neighbour to neighbour.
 */
final class Population {
  /** Part of all steps so far that an average looks back on. */
  private static final double WINDOW = 0.3;

  /** Steps before the first member may be dropped. */
  private static final int LEAST_STEPS = 20;

  /** Standard errors that a member must be worse by to be dropped. */
  private static final double DOUBT = 4;

  private static final class Judged {
    private final Member member;
    private final int number;
    private double score;

    private Judged(Member member, int number) {
      this.member = member;
      this.number = number;
    }
  }

  private final List<Judged> judged = new ArrayList<>();

  private final int schedules;

  /** Running means of the squared differences of two members' losses. */
  private final double[][] squares;

  private Judged leader;
  private int steps;

  /**
   * @param members in the order of their rates, those of one rate in the order of their schedules
   * @param schedules of each rate
   */
  Population(List<Member> members, int schedules) {
    this.schedules = schedules;
    for (Member member : members) {
      judged.add(new Judged(member, judged.size()));
    }
    squares = new double[members.size()][members.size()];
    leader = judged.get(0);
  }

  /** Where the next batch is looked at: every member's point, then, of several, every answer. */
  double[][] points() {
    Stream<double[]> points = judged.stream().map(j -> j.member.theta());
    Stream<double[]> answers = judged.stream().map(j -> j.member.answer());
    return (judged.size() == 1 ? points : Stream.concat(points, answers)).toArray(double[][]::new);
  }

  /** The member whose answer is thought the best. */
  Member best() {
    return leader.member;
  }

  private int indexOfBest() {
    return judged.indexOf(leader);
  }

  /** What {@code batch} has shown at the best answer; of a single member at its point. */
  Evaluation atAnswer(Evaluation[] batch) {
    return batch[batch.length - judged.size() + indexOfBest()];
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
    judged.removeIf(j -> j != leader && (j.member.hasFailed() || isWorse(j)));
  }

  private boolean isWorse(Judged j) {
    double excess = j.score - leader.score;
    return Double.isInfinite(j.score)
        || !isNeighbour(j) && steps >= LEAST_STEPS && excess > DOUBT * error(j, leader);
  }

  private boolean isNeighbour(Judged j) {
    int rates = Math.abs(j.number / schedules - leader.number / schedules);
    boolean sameSchedule = j.number % schedules == leader.number % schedules;
    return rates == 0 || rates == 1 && sameSchedule;
  }

  /** The standard error of the difference of two scores. */
  private double error(Judged a, Judged b) {
    double mean = a.score - b.score;
    double variance = squares[a.number][b.number] - mean * mean;
    return Math.sqrt(Math.max(0, variance) / (WINDOW * steps));
  }
}
