package rllc.jobs.compare;

import java.util.List;
import java.util.Optional;

/**
 * How far an objective is from the optimum: (f - optimum) / (atZero - optimum), 1 where all
 * coefficients and intercepts are zero.
 */
public record Gap(double atZero, double optimum) {
  /** The gaps whose cost is reported. */
  public static final List<String> LEVELS = List.of("1e-2", "1e-4", "1e-6");

  /** NaN where there is nothing to gain over zero. */
  public double of(double objective) {
    return atZero > optimum ? (objective - optimum) / (atZero - optimum) : Double.NaN;
  }

  /** The first point at {@code level} or below. */
  public Optional<TrajectoryPoint> first(List<TrajectoryPoint> trajectory, double level) {
    return trajectory.stream().filter(point -> of(point.objective()) <= level).findFirst();
  }
}
