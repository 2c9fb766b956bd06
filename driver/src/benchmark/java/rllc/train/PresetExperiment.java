package rllc.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import rllc.loss.MarginLoss;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.settings.preset.Presets;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.testing.GoldenProblem;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;

/**
 * The measurement behind the automatic c1, c2 and L0: the gap (f - f*) / (f0 - f*) after 100 steps,
 * and the largest f / f0 on the way, for presets with every number auto, on a9a, mushrooms and the
 * synthetic golden data, raw and standardised. Run it inside a folder that has `shared` above it,
 * as docs/benchmarks.md runs the other experiments; argument: steps.
 */
public final class PresetExperiment {
  private static final List<String> PRESETS =
      List.of(
          "rllc-momentum(0.9)",
          "rllc-momentum(0.5)",
          "rllc-momentum(0.99)",
          "rllc-sgd-momentum(0.9)",
          "rllc-sgd-momentum(0.99)",
          "rllc-multi-momentum(0.5,0.9)",
          "rllc-multi-momentum(0,0.9,0.99)",
          "rllc-jordan(0.8,2)",
          "rllc-jordan(0.6,3)",
          "rllc-complex(0.9,pi/8)",
          "rllc-blocks(sgd,jordan(0.8,2))",
          "sgd",
          "momentum(0.9)",
          "nesterov(0.9)",
          "aggmo(0,0.9,0.99)",
          "adam",
          "lbfgs");

  private record Problem(String name, LinearObjective objective, double[] start, double optimum) {}

  private PresetExperiment() {}

  public static void main(String[] args) {
    int steps = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    List<Problem> problems = new ArrayList<>();
    add(problems, "synthetic", GoldenProblem.synthetic(), 1e-3);
    add(problems, "a9a", GoldenProblem.shared("a9a", 123), 1e-4);
    add(problems, "mushrooms", GoldenProblem.shared("mushrooms", 112), 1e-5);
    for (String preset : PRESETS) {
      StringBuilder line = new StringBuilder(String.format("%-32s", preset));
      for (Problem problem : problems) {
        line.append(gap(preset, problem, steps));
      }
      System.out.println(line);
    }
  }

  private static void add(List<Problem> problems, String name, GoldenProblem data, double reg) {
    for (boolean standardised : new boolean[] {true, false}) {
      Coordinates coordinates =
          standardised
              ? Coordinates.standardised(data.means(), data.deviations(), 1, true)
              : Coordinates.original(data.deviations(), 1, true);
      LinearObjective objective = data.objective(MarginLoss.LOGISTIC, coordinates, reg, true);
      double[] prior = new double[data.features() + 1];
      prior[data.features()] = Math.log(0.4 / 0.6);
      double[] start = coordinates.fromOriginal(prior);
      double best =
          Runs.run(new OptimizerSettings.Lbfgs(), objective, start, Stops.after(3000, 1e-12))
              .outcome()
              .last()
              .loss();
      problems.add(new Problem(name, objective, start, best));
      System.out.printf(Locale.ROOT, "%s %s f* = %.8f%n", name, standardised, best);
    }
  }

  private static String gap(String preset, Problem problem, int steps) {
    OptionalDouble auto = OptionalDouble.empty();
    OptimizerSettings settings =
        Presets.parse(
            preset, auto, auto, Optional.empty(), 1e-5, Optional.empty(), Optional.empty());
    StopSettings stop = Stops.after(steps, 0);
    Runs.Recorded run = Runs.run(settings, problem.objective(), problem.start(), stop);
    double first = run.losses()[0];
    double worst = Arrays.stream(run.losses()).map(loss -> loss / first).max().orElseThrow();
    double gap = (run.outcome().last().loss() - problem.optimum()) / (first - problem.optimum());
    return String.format(Locale.ROOT, "  %8.1e (%.2f)", gap, worst);
  }
}
