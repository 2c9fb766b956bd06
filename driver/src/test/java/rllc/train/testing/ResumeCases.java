package rllc.train.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.preset.PresetInfo;
import rllc.settings.preset.Presets;
import rllc.train.testing.ResumeCase.Problem;

/** Runs with every preset that there is ({@link Presets#all}), on every kind of problem. */
public final class ResumeCases {
  private static final Batching FULL =
      new Batching(BatchSize.parse("full"), Optional.empty(), Optional.empty());
  private static final Batching BATCHES =
      new Batching(BatchSize.parse("100"), Optional.empty(), Optional.empty());

  private ResumeCases() {}

  /** In an order that does not change. */
  public static List<ResumeCase> all() {
    List<ResumeCase> cases = new ArrayList<>();
    for (PresetInfo preset : Presets.all()) {
      of(preset.example()).forEach(cases::add);
    }
    for (Metric metric : Metric.values()) {
      OptimizerSettings pilot = new OptimizerSettings.PilotNewton(Optional.of(metric));
      cases.add(full(pilot, Problem.SMOOTH));
    }
    OptimizerSettings one = new OptimizerSettings.Auto(Optional.empty(), OptionalDouble.of(0.1));
    cases.add(of("one rate in batches", one, Problem.SMOOTH, BATCHES));
    OptimizerSettings pilot = new OptimizerSettings.PilotNewton(Optional.empty());
    cases.add(
        new ResumeCase("small steps, pilot", pilot, Problem.SMOOTH, FULL, RunSettings.Start.WARM));
    return cases;
  }

  private static Stream<ResumeCase> of(OptimizerSettings settings) {
    if (settings instanceof OptimizerSettings.Auto) {
      return Stream.concat(
          Stream.of(Problem.values()).map(problem -> full(settings, problem)),
          Stream.of(of("auto in batches", settings, Problem.SMOOTH, BATCHES)));
    }
    if (settings instanceof OptimizerSettings.Newton newton) {
      return (newton.smooth()
              ? Stream.of(Problem.SMOOTH, Problem.SQUARED, Problem.CLASSES)
              : Stream.of(Problem.L1, Problem.BOX))
          .map(problem -> full(settings, problem));
    }
    if (settings instanceof OptimizerSettings.PilotNewton
        || settings instanceof OptimizerSettings.PairsBySizes) {
      return Stream.of(Problem.SMOOTH, Problem.SQUARED, Problem.CLASSES, Problem.L1)
          .map(problem -> full(settings, problem));
    }
    if (settings instanceof OptimizerSettings.Lbfgs
        || settings instanceof OptimizerSettings.Owlqn
        || settings instanceof OptimizerSettings.Lbfgsb) {
      boolean boxed = settings instanceof OptimizerSettings.Lbfgsb;
      return Stream.of(full(settings, boxed ? Problem.BOX : Problem.SMOOTH));
    }
    Stream<ResumeCase> plain =
        Stream.of(
            full(settings, Problem.SMOOTH),
            of(settings.preset() + " in batches", settings, Problem.SMOOTH, BATCHES));
    return settings instanceof OptimizerSettings.Rllc rllc
        ? Stream.concat(plain, Stream.of(Metric.PILOT, Metric.DIAGONAL).map(m -> in(m, rllc)))
        : plain;
  }

  private static ResumeCase in(Metric metric, OptimizerSettings.Rllc rllc) {
    OptimizerSettings settings =
        Presets.withMetric(rllc, Optional.of(metric), OptionalDouble.empty());
    return of(rllc.preset() + " in metric " + metric, settings, Problem.SMOOTH, FULL);
  }

  private static ResumeCase full(OptimizerSettings settings, Problem problem) {
    return of(settings.preset() + ", " + problem, settings, problem, FULL);
  }

  private static ResumeCase of(
      String name, OptimizerSettings settings, Problem problem, Batching batching) {
    return new ResumeCase(name, settings, problem, batching, RunSettings.Start.PRIOR);
  }
}
