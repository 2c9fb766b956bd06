package rllc.jobs.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The result of a contest as compare.json has it, one row an optimizer. */
public final class Comparison {
  private final Problem problem;
  private final Gap gap;
  private final boolean given;
  private final List<List<Referee.Verdict>> verdicts;

  private Comparison(
      Problem problem, Gap gap, boolean given, List<List<Referee.Verdict>> verdicts) {
    this.problem = problem;
    this.gap = gap;
    this.given = given;
    this.verdicts = verdicts;
  }

  /**
   * @param verdicts for each contestant, those of its repetitions
   * @param optimum the least objective; where it is not known, the best one seen
   */
  public static Comparison of(
      Problem problem, List<List<Referee.Verdict>> verdicts, OptionalDouble optimum) {
    double best =
        verdicts.stream()
            .flatMap(List::stream)
            .flatMapToDouble(Comparison::objectives)
            .filter(Double::isFinite)
            .min()
            .orElse(problem.atZero());
    Gap gap = new Gap(problem.atZero(), optimum.orElse(best));
    return new Comparison(problem, gap, optimum.isPresent(), verdicts);
  }

  private static DoubleStream objectives(Referee.Verdict verdict) {
    return verdict.trajectory().stream().mapToDouble(TrajectoryPoint::objective);
  }

  /** Whether any contestant has a model. */
  public boolean anyModel() {
    return verdicts.stream().flatMap(List::stream).anyMatch(Referee.Verdict::hasModel);
  }

  /** The fields {@code problem} and {@code runs}. */
  public Map<String, Object> fields() {
    Map<String, Object> described = problem.fields();
    described.put("optimum", finite(gap.optimum()));
    described.put("optimumFrom", given ? "compare.optimum" : "best seen");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("problem", described);
    fields.put("runs", verdicts.stream().map(this::row).toList());
    return fields;
  }

  /** The repetition of median time stands for the optimizer. */
  private Map<String, Object> row(List<Referee.Verdict> repetitions) {
    Referee.Verdict median = median(repetitions);
    Outcome outcome = median.outcome();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("optimizer", outcome.optimizer());
    row.put("preset", outcome.preset());
    row.put("status", outcome.status());
    row.put("reason", outcome.reason());
    row.put("objective", finite(median.objective()));
    row.put("gap", finite(gap.of(median.objective())));
    row.put("steps", outcome.steps());
    row.put("passes", outcome.passes().isPresent() ? outcome.passes().getAsDouble() : null);
    row.put("seconds", finite(outcome.seconds()));
    row.put("passesTo", costs(median, true));
    row.put("secondsTo", costs(median, false));
    row.put("nonZeroCoefficients", median.hasModel() ? median.nonZeros() : null);
    row.put("test", median.test().isEmpty() ? null : median.test());
    row.put("repetitions", repetitions.stream().map(this::repetition).toList());
    row.put("trajectory", median.trajectory().stream().map(this::point).toList());
    return row;
  }

  private static Referee.Verdict median(List<Referee.Verdict> repetitions) {
    List<Referee.Verdict> sorted = new ArrayList<>(repetitions);
    sorted.removeIf(verdict -> !verdict.hasModel());
    sorted.sort(Comparator.comparingDouble(verdict -> verdict.outcome().seconds()));
    return sorted.isEmpty() ? repetitions.get(0) : sorted.get((sorted.size() - 1) / 2);
  }

  private Map<String, Object> repetition(Referee.Verdict verdict) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", verdict.outcome().status());
    fields.put("objective", finite(verdict.objective()));
    fields.put("seconds", finite(verdict.outcome().seconds()));
    fields.put("secondsTo", costs(verdict, false));
    return fields;
  }

  /** What each gap cost; null where it was not reached or the cost is not known. */
  private Map<String, Object> costs(Referee.Verdict verdict, boolean passes) {
    Map<String, Object> costs = new LinkedHashMap<>();
    for (String level : Gap.LEVELS) {
      costs.put(
          level,
          gap.first(verdict.trajectory(), Double.parseDouble(level))
              .map(point -> finite(passes ? point.passes() : point.seconds()))
              .orElse(null));
    }
    return costs;
  }

  private Map<String, Object> point(TrajectoryPoint point) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("passes", finite(point.passes()));
    fields.put("seconds", finite(point.seconds()));
    fields.put("objective", finite(point.objective()));
    fields.put("gap", finite(gap.of(point.objective())));
    return fields;
  }

  /** JSON has no NaN and no infinity: null. */
  private static Object finite(double value) {
    return Double.isFinite(value) ? (Object) value : null;
  }
}
