package rllc.train;

import java.util.List;
import rllc.kernel.KernelMode;
import rllc.loss.MarginLoss;
import rllc.settings.BatchSize;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.TrainingSettings;
import rllc.train.batch.BatchMethod;
import rllc.train.linear.LinearObjective;
import rllc.train.rows.RowsAlone;
import rllc.train.rows.SmallSteps;
import rllc.train.run.Method;
import rllc.train.run.Phase;

/**
 * A run as settings and data have it, every {@code auto} resolved: the phases and the method.
 *
 * @param phases what comes before the method: small steps over rows, or nothing
 * @param method what does the steps
 */
public record Plan(
    List<Phase<? super LinearObjective>> phases, Method<? super LinearObjective, ?> method) {
  /**
   * The plan of a run over {@code objective}, whose counts are looked at, and no data.
   *
   * @param objective over rows cut into batches, if {@link #inBatches} says so
   */
  public static Plan of(TrainingSettings settings, LinearObjective objective) {
    long seed = settings.run().seed();
    KernelMode kernel = settings.run().kernel();
    int alone = rowsAlone(settings, objective);
    if (alone > 0) {
      return new Plan(List.of(new SmallSteps(objective, seed, alone)), new RowsAlone());
    }
    boolean asked = settings.run().start() == RunSettings.Start.WARM;
    if (settings.inBatches()) {
      return new Plan(
          phases(asked, objective, seed),
          new BatchMethod(
              settings.optimizer(), settings.batching(), objective, seed, Methods.sweeps(kernel)));
    }
    OptimizerSettings resolved = resolved(settings, objective);
    String reason = "as set";
    boolean warm = asked;
    if (settings.optimizer() instanceof OptimizerSettings.Auto auto) {
      AutoPreset.DataProfile data = AutoPreset.DataProfile.of(objective);
      reason = "auto: " + AutoPreset.choose(auto, data).reason();
      warm |=
          settings.run().start() == RunSettings.Start.AUTO
              && AutoPreset.warm(auto, data, settings.stop().maxPasses());
    }
    return new Plan(
        phases(warm, objective, seed),
        Methods.linear(resolved, reason, objective, settings.stop(), seed, kernel));
  }

  private static OptimizerSettings resolved(TrainingSettings settings, LinearObjective objective) {
    return settings.optimizer() instanceof OptimizerSettings.Auto auto
        ? AutoPreset.choose(auto, AutoPreset.DataProfile.of(objective)).settings()
        : settings.optimizer();
  }

  /**
   * Whether the Hessian that the first pass brings serves the whole run, and any other run that
   * differs in the penalty alone: Newton's method for least squares.
   */
  public static boolean hasOneHessian(TrainingSettings settings, LinearObjective objective) {
    return !settings.inBatches()
        && objective.loss() == MarginLoss.SQUARED
        && resolved(settings, objective) instanceof OptimizerSettings.Newton;
  }

  private static List<Phase<? super LinearObjective>> phases(
      boolean warm, LinearObjective objective, long seed) {
    return warm ? List.of(SmallSteps.before(objective, seed)) : List.of();
  }

  /** Whether the run looks at batches of the rows. */
  public static boolean inBatches(TrainingSettings settings, LinearObjective objective) {
    return settings.inBatches() && rowsAlone(settings, objective) == 0;
  }

  /**
   * Rows that preset auto learns one by one in the place of batches, or 0. It does so if {@code
   * stop.maxPasses} is below 2 and neither batches nor a start without small steps were asked for.
   */
  private static int rowsAlone(TrainingSettings settings, LinearObjective objective) {
    RunSettings.Start start = settings.run().start();
    boolean open =
        settings.inBatches()
            && settings.batching().size().kind() == BatchSize.Kind.AUTO
            && settings.optimizer() instanceof OptimizerSettings.Auto auto
            && auto.c1().isEmpty()
            && (start == RunSettings.Start.AUTO || start == RunSettings.Start.WARM);
    return open ? SmallSteps.rowsAlone(objective, settings.stop().maxPasses().orElseThrow()) : 0;
  }
}
