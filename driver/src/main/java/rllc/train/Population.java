package rllc.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import rllc.settings.Schedule;

/**
 * Optimizers that differ in c1 and go through the same batches side by side; rows are read once for
 * all. Where there are several, the answer of each is judged by its loss on the next batch, before
 * it learns from it: an honest estimate. Judgements are averaged with a window that grows as 0.3 t.
 * The member with the least is the answer; one that is worse beyond doubt is dropped, unless its
 * rate is the next to the leader's: as rates fall, the lead passes from neighbour to neighbour.
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
    private double score;

    /** Running mean of what it was worse by than the best, and of the square of that. */
    private double excess;

    private double square;

    private Judged(Member member) {
      this.member = member;
    }
  }

  private final List<Judged> judged = new ArrayList<>();
  private int steps;

  /**
   * @param members in the order of their rates
   */
  Population(List<Member> members) {
    members.forEach(member -> judged.add(new Judged(member)));
  }

  /** Where the next batch is looked at: every member's point, then, of several, every answer. */
  double[][] points() {
    Stream<double[]> points = judged.stream().map(j -> j.member.theta());
    Stream<double[]> answers = judged.stream().map(j -> j.member.answer());
    return (judged.size() == 1 ? points : Stream.concat(points, answers)).toArray(double[][]::new);
  }

  /** The member whose answer is thought the best. */
  Member best() {
    return leader().member;
  }

  private int indexOfBest() {
    return judged.indexOf(leader());
  }

  private Judged leader() {
    Judged best = judged.get(0);
    for (Judged other : judged) {
      best = other.score < best.score ? other : best;
    }
    return best;
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
   * @return what the batch has shown at the point of the member that was the best before it
   */
  Evaluation learn(Evaluation[] batch, Schedule schedule, double epochs) {
    int members = judged.size();
    Evaluation shown = batch[indexOfBest()];
    if (members > 1 && batch[0].rows() > 0) {
      judge(batch);
    }
    for (int i = 0; i < members; i++) {
      judged.get(i).member.learn(batch[i], schedule.factor(epochs));
    }
    if (members > 1) {
      drop();
    }
    return shown;
  }

  private void judge(Evaluation[] batch) {
    steps++;
    int members = judged.size();
    double weight = 1 / Math.max(1, WINDOW * steps);
    double reference = atAnswer(batch).loss();
    for (int i = 0; i < members; i++) {
      Judged j = judged.get(i);
      double loss = batch[members + i].loss();
      double excess = loss - reference;
      j.score += weight * (loss - j.score);
      j.excess += weight * (excess - j.excess);
      j.square += weight * (excess * excess - j.square);
    }
  }

  private void drop() {
    int best = indexOfBest();
    for (int i = judged.size() - 1; i >= 0; i--) {
      Judged j = judged.get(i);
      boolean near = Math.abs(i - best) <= 1;
      if (i != best && (j.member.hasFailed() || !near && isWorse(j))) {
        judged.remove(i);
      }
    }
  }

  private boolean isWorse(Judged j) {
    if (!Double.isFinite(j.score)) {
      return true;
    }
    double error = Math.sqrt(Math.max(0, j.square - j.excess * j.excess) / (WINDOW * steps));
    return steps >= LEAST_STEPS && j.excess > DOUBT * error;
  }
}
