package rllc.jobs.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rllc.spark.LinearFit;
import rllc.spark.data.PackedData;
import rllc.spark.score.Metrics;

/**
 * Judges models by one objective, whatever made them.
 *
 * @param train the rows that everybody trained on
 * @param test rows to judge by, if any
 */
public record Referee(Problem problem, PackedData train, Optional<PackedData> test) {
  /** A trajectory whose end is further from the model's own objective is not believed. */
  private static final double AGREEMENT = 1e-6;

  /**
   * An outcome judged.
   *
   * @param objective at the model; NaN if there is none
   * @param nonZeros coefficients other than zero
   * @param trajectory checked against the objective; ends with the model
   */
  public record Verdict(
      Outcome outcome,
      double objective,
      long nonZeros,
      Map<String, Double> test,
      List<TrajectoryPoint> trajectory) {
    boolean hasModel() {
      return outcome.theta().isPresent();
    }
  }

  public Verdict judge(Outcome outcome) {
    if (outcome.theta().isEmpty()) {
      return new Verdict(outcome, Double.NaN, 0, Map.of(), outcome.trajectory());
    }
    double[] theta = outcome.theta().get();
    double objective = LinearFit.objective(train, problem.labels(), problem.settings(), theta);
    return new Verdict(
        outcome,
        objective,
        nonZeros(theta),
        test.map(rows -> metrics(rows, theta)).orElse(Map.of()),
        checked(outcome, objective));
  }

  private Map<String, Double> metrics(PackedData rows, double[] theta) {
    return Metrics.of(problem.labels().family(), rows, theta, problem.settings().run().kernel());
  }

  private long nonZeros(double[] theta) {
    long coefficients = (long) theta.length * problem.features() / (problem.features() + 1);
    return java.util.Arrays.stream(theta).limit(coefficients).filter(w -> w != 0).count();
  }

  private static List<TrajectoryPoint> checked(Outcome outcome, double objective) {
    double passes = outcome.passes().orElse(Double.NaN);
    TrajectoryPoint model = new TrajectoryPoint(passes, outcome.seconds(), objective);
    List<TrajectoryPoint> points = outcome.trajectory();
    boolean agrees =
        !points.isEmpty()
            && Math.abs(points.get(points.size() - 1).objective() - objective)
                <= AGREEMENT * Math.abs(objective);
    if (!agrees) {
      return List.of(model);
    }
    List<TrajectoryPoint> all = new ArrayList<>(points);
    all.add(model);
    return all;
  }
}
