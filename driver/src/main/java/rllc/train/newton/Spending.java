package rllc.train.newton;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.StepSeconds;

/** What a run has spent since somebody last asked: passes, and where the seconds went. */
final class Spending {
  private final LongSupplier nanoClock;
  private double passes;
  private StepSeconds inPasses = StepSeconds.ZERO;
  private long since;

  Spending(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.since = nanoClock.getAsLong();
  }

  /** Makes a pass over the data and books it. */
  LinearObjective.Survey pass(Supplier<LinearObjective.Survey> pass) {
    LinearObjective.Survey survey = pass.get();
    passes += survey.evaluation().passes();
    inPasses = inPasses.plus(survey.evaluation().seconds());
    return survey;
  }

  /** Books products with a part of the rows. */
  void passes(double more) {
    passes += more;
  }

  double passesSoFar() {
    return passes;
  }

  double takePasses() {
    double taken = passes;
    passes = 0;
    return taken;
  }

  /** All that was no pass was the driver's work. */
  StepSeconds takeSeconds() {
    long now = nanoClock.getAsLong();
    double driver = Math.max(0, (now - since) * 1e-9 - inPasses.total());
    StepSeconds taken = inPasses.plus(new StepSeconds(0, 0, 0, driver));
    inPasses = StepSeconds.ZERO;
    since = now;
    return taken;
  }
}
