package rllc.jobs.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one run of a contestant came to.
 *
 * @param optimizer the contestant's name
 * @param preset what ran, {@code auto} resolved
 * @param status as in run.json
 * @param reason the same in words
 * @param theta the model on the features' own scale; empty if there is none
 * @param steps steps or iterations
 * @param passes evaluations over all rows; empty where they could not be counted
 * @param seconds from the cached table to the model
 * @param trajectory points evaluated, in order; the last alone where more is not known
 */
public record Outcome(
    String optimizer,
    String preset,
    String status,
    String reason,
    Optional<double[]> theta,
    int steps,
    OptionalDouble passes,
    double seconds,
    List<TrajectoryPoint> trajectory) {
  public Outcome {
    trajectory = List.copyOf(trajectory);
  }

  /** An error ended the run. */
  static Outcome failed(String optimizer, String reason) {
    return new Outcome(
        optimizer,
        optimizer,
        "failed",
        reason,
        Optional.empty(),
        0,
        OptionalDouble.empty(),
        Double.NaN,
        List.of());
  }
}
