package rllc.train.run;

import java.util.Optional;
import rllc.train.objective.StepSeconds;

/**
 * What a run has beside the method's state: all that changes in {@link Runner}. Written and read
 * with it, so a continued run counts, stops and answers as an unbroken one.
 *
 * @param progress before the evaluation that the state is
 * @param passes spent on the way to the state
 * @param preparing those of them before the first evaluation
 * @param seconds spent on the way to the state
 * @param prepared passes before the first evaluation, of the whole run
 * @param note of the phases before the method, and of a beginning anew
 * @param elapsed seconds of the run so far
 * @param validation what scores have shown so far, if points are scored
 */
record Standing(
    Progress progress,
    double passes,
    double preparing,
    StepSeconds seconds,
    double prepared,
    String note,
    double elapsed,
    Optional<BestPoint> validation) {
  Passes.Spent spent() {
    return new Passes.Spent(passes, preparing, seconds);
  }

  /** After a step that cost {@code spent}. */
  Standing stepped(Progress next, Passes.Spent spent, double now) {
    return new Standing(
        next, spent.passes(), spent.preparing(), spent.seconds(), prepared, note, now, validation);
  }

  /** After the point was scored. */
  Standing judged(Optional<BestPoint> best) {
    return new Standing(progress, passes, preparing, seconds, prepared, note, elapsed, best);
  }

  /** With one more note. */
  Standing noted(String more) {
    String all = note.isEmpty() ? more : note + "; " + more;
    return new Standing(progress, passes, preparing, seconds, prepared, all, elapsed, validation);
  }
}
