package rllc.train.run;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Objective;
import rllc.train.objective.Paid;
import rllc.train.objective.StepSeconds;
import rllc.train.report.StopReason;

/**
 * The only door to the data. Whatever a method asks goes through here and is counted: passes (rows
 * touched / rows of the data), and where the seconds went.
 *
 * @param <O> the objective
 */
public final class Passes<O extends Objective> {
  private final O objective;
  private final LongSupplier nanoClock;
  private final Rules rules;
  private double passes;
  private double preparing;
  private StepSeconds inPasses = StepSeconds.ZERO;
  private long since;

  /** What the run says in the middle of a step. */
  interface Rules {
    Optional<StopReason> limit();

    Optional<StopReason> littleLeft(double gain);

    Progress progress();
  }

  Passes(O objective, LongSupplier nanoClock, Rules rules) {
    this.objective = objective;
    this.nanoClock = nanoClock;
    this.rules = rules;
    this.since = nanoClock.getAsLong();
  }

  /** Asks the objective, and counts what the answer has cost. */
  public <P extends Paid> P ask(Function<? super O, P> question) {
    P answer = question.apply(objective);
    passes += answer.passes();
    inPasses = inPasses.plus(answer.seconds());
    return answer;
  }

  /** Loss and gradient at {@code theta}. */
  public Evaluation evaluate(double[] theta) {
    return ask(o -> o.evaluate(theta));
  }

  /** Counts work on rows that the driver holds, as the part of a pass that it is. */
  public void count(double part) {
    passes += part;
  }

  /** Says that all so far has prepared the first evaluation: it is no measure of the next one. */
  public void prepared() {
    preparing = passes;
  }

  /** The reason if a limit forbids another pass in the middle of a step. */
  public Optional<StopReason> limit() {
    return rules.limit();
  }

  /**
   * Converged if a step is expected to lower the loss by next to nothing, before it costs a pass
   * ({@link StopRule#littleLeft}).
   */
  public Optional<StopReason> littleLeft(double gain) {
    return rules.littleLeft(gain);
  }

  /** The end of a run whose line search finds no lower loss: near the optimum, or a failure. */
  public StopReason stuck() {
    String text = "no lower loss is found along the direction";
    return StopRule.nearOptimum(rules.progress())
        ? new StopReason.Converged(text)
        : new StopReason.Failed(text);
  }

  /** Since {@link #take}. */
  public double soFar() {
    return passes;
  }

  /**
   * What was spent since this was last asked.
   *
   * @param passes all of them
   * @param preparing those of them before {@link Passes#prepared}
   * @param seconds where the time went; what was no pass was the driver's work
   */
  record Spent(double passes, double preparing, StepSeconds seconds) {}

  Spent take() {
    long now = nanoClock.getAsLong();
    double driver = Math.max(0, (now - since) * 1e-9 - inPasses.total());
    StepSeconds seconds = inPasses.plus(new StepSeconds(0, 0, 0, driver));
    Spent spent = new Spent(passes, preparing, seconds);
    passes = 0;
    preparing = 0;
    inPasses = StepSeconds.ZERO;
    since = now;
    return spent;
  }

  /** Lets the seconds since {@link #take} belong to nobody: validation is no step. */
  void forgetSeconds() {
    since = nanoClock.getAsLong();
  }
}
