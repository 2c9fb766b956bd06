package rllc.train;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.loss.MarginLoss;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.settings.preset.Presets;
import rllc.shard.Moments;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.report.StepRecord;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;

/**
 * What the metric of the law's correction is worth: passes to gaps (f - f*) / (f0 - f*) of 1e-2 and
 * 1e-4, f* by L-BFGS, within 300 steps; standardised, from the best intercept. Run it inside a
 * folder that has `shared` above it (docs/benchmarks.md has the command); arguments: values of c2
 * for the other metrics, such as auto, 0.1, or 0.1cut, where a law that would become unstable is
 * cut down; system properties {@code steps}, {@code problem} and {@code preset} (a beginning).
 */
public final class MetricExperiment {
  private static final List<String> PRESETS =
      List.of(
          "rllc-momentum(0)",
          "rllc-momentum(0.9)",
          "rllc-sgd-momentum(0.9)",
          "rllc-multi-momentum(0,0.9,0.99)");

  private static final double[] GAPS = {1e-2, 1e-4};
  private static final int STEPS = Integer.getInteger("steps", 300);
  private static final OptionalDouble AUTO = OptionalDouble.empty();

  private record Problem(LinearObjective objective, double[] start) {}

  private MetricExperiment() {}

  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Map<String, Problem> problems = new LinkedHashMap<>();
    problems.put(
        "a9a",
        problem(
            ExperimentData.libsvm("a9a/a9a.gz", 123, y -> y == 1 ? 1 : 0, MarginLoss.LOGISTIC),
            1e-4));
    problems.put("synthetic", problem(ExperimentData.synthetic(200_000, 100, 1e4), 1e-5));
    problems.keySet().removeIf(name -> !name.startsWith(System.getProperty("problem", "")));
    problems.forEach((name, problem) -> measure(name, problem, args));
  }

  private static Problem problem(ExperimentData data, double reg) {
    Moments moments = new Moments(data.features());
    data.blocks().forEach(moments::add);
    double[] deviations = moments.featureDeviations();
    Coordinates coordinates = Coordinates.standardised(moments.featureMeans(), deviations, 1, true);
    double share = moments.labelMean();
    double[] start = new double[data.features() + 1];
    start[data.features()] = Math.log(share / (1 - share));
    return new Problem(
        new LinearObjective(
            new LocalGradients(data.blocks(), KernelChoice.of(KernelMode.AUTO).kernels()),
            MarginLoss.LOGISTIC,
            coordinates,
            Penalty.l2(reg, coordinates, deviations, true)),
        coordinates.fromOriginal(start));
  }

  private static void measure(String name, Problem problem, String[] c2s) {
    List<StepRecord> lbfgs = run(new OptimizerSettings.Lbfgs(), problem, 1000);
    double best = lbfgs.get(lbfgs.size() - 1).loss();
    System.out.println(name + " lbfgs" + costs(lbfgs, best));
    for (String preset : PRESETS) {
      if (!preset.startsWith(System.getProperty("preset", ""))) {
        continue;
      }
      for (Metric metric : Metric.values()) {
        for (String c2 : metric == Metric.IDENTITY ? new String[] {"auto"} : c2s) {
          String costs = costs(run(settings(preset, metric, c2), problem, STEPS), best);
          System.out.printf("%s %s %s c2 %s%s%n", name, preset, metric, c2, costs);
        }
      }
    }
  }

  private static OptimizerSettings settings(String preset, Metric metric, String c2) {
    OptimizerSettings.Rllc auto =
        (OptimizerSettings.Rllc)
            Presets.withMetric(
                Presets.parse(
                    preset,
                    AUTO,
                    AUTO,
                    Optional.empty(),
                    Presets.RANK_TOLERANCE,
                    Optional.empty(),
                    Optional.empty()),
                Optional.of(metric),
                AUTO);
    if (c2.equals("auto")) {
      return auto;
    }
    return new OptimizerSettings.Rllc(
        preset,
        auto.memory(),
        auto.c1(),
        Double.parseDouble(c2.replace("cut", "")),
        auto.law0(),
        auto.rankTolerance(),
        c2.endsWith("cut"),
        metric);
  }

  private static List<StepRecord> run(OptimizerSettings settings, Problem problem, int steps) {
    return Runs.run(settings, problem.objective(), problem.start(), Stops.after(steps, 1e-10))
        .steps();
  }

  /** Passes to the gaps, or the last gap, and the largest loss as a multiple of the first. */
  private static String costs(List<StepRecord> run, double best) {
    double first = run.get(0).loss();
    StringBuilder line = new StringBuilder();
    for (double gap : GAPS) {
      line.append(
          run.stream()
              .filter(record -> record.loss() <= best + gap * (first - best))
              .findFirst()
              .map(record -> String.format("  %6.1f", record.passes()))
              .orElse("       -"));
    }
    double end = (run.get(run.size() - 1).loss() - best) / (first - best);
    double worst = run.stream().mapToDouble(record -> record.loss() / first).max().orElseThrow();
    return line + String.format("  end %.1e  worst %.2f", end, worst);
  }
}
