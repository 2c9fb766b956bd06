package rllc.train;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rllc.settings.OptimizerSettings;
import rllc.train.linear.LinearObjective;
import rllc.train.report.StepRecord;

/**
 * Passes that preset auto needs to gaps (f - f*) / (f0 - f*) of 1e-2, 1e-4 and 1e-6 from the prior
 * start and from a warm one, whose passes are counted; f0 is the loss at the prior start, f* the
 * best that one of them or L-BFGS finds. {@code gap} is that of the warm start itself. Run it as
 * {@link PilotExperiment}, with the same arguments and the properties {@code steps}, {@code limit}
 * and {@code seed}.
 */
public final class WarmExperiment {
  private static final double[] GAPS = {1e-2, 1e-4, 1e-6};
  private static final int STEPS = Integer.getInteger("steps", 200);
  private static final int LIMIT = Integer.getInteger("limit", 400);

  private static final int SEED = Integer.getInteger("seed", 1);

  private WarmExperiment() {}

  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    System.out.printf("%-18s %-23s %-9s %s%n", "passes to gap", "prior", "gap", "warm");
    for (PilotExperiment.Case problem : PilotExperiment.cases()) {
      if (PilotExperiment.wanted(problem, args)) {
        compare(problem);
      }
    }
  }

  private static void compare(PilotExperiment.Case problem) throws IOException {
    ExperimentData data = problem.source().read();
    LinearObjective objective = PilotExperiment.objective(problem, data);
    double[] start = objective.coordinates().fromOriginal(PilotExperiment.prior(data));
    OptimizerSettings auto = new OptimizerSettings.Auto(Optional.empty());
    List<StepRecord> cold = PilotExperiment.run(auto, objective, start, SEED, STEPS);
    List<StepRecord> warmed = PilotExperiment.run(auto, objective, start, SEED, STEPS, true);
    List<StepRecord> lbfgs =
        PilotExperiment.run(new OptimizerSettings.Lbfgs(), objective, start, 1, LIMIT);
    double best = Math.min(least(lbfgs), Math.min(least(cold), least(warmed)));
    double scale = cold.get(0).loss() - best;
    StringBuilder line = new StringBuilder(String.format("%-18s", problem.name()));
    passes(cold, best, scale, line);
    line.append(String.format("  %-9.2g", (warmed.get(0).loss() - best) / scale));
    passes(warmed, best, scale, line);
    System.out.println(line);
  }

  private static double least(List<StepRecord> run) {
    return run.stream().mapToDouble(StepRecord::loss).min().orElseThrow();
  }

  private static void passes(List<StepRecord> run, double best, double scale, StringBuilder line) {
    for (double gap : GAPS) {
      Optional<StepRecord> there =
          run.stream().filter(step -> step.loss() <= best + gap * scale).findFirst();
      double passes = there.orElse(run.get(run.size() - 1)).passes();
      line.append(String.format(there.isPresent() ? " %7.1f" : " >%6.1f", passes));
    }
  }
}
