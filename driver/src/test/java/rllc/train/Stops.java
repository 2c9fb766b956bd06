package rllc.train;

import java.util.OptionalDouble;
import rllc.settings.StopSettings;

/** Stop settings for tests. */
final class Stops {
  private Stops() {}

  static StopSettings after(int maxSteps, double tol) {
    return new StopSettings(
        maxSteps, OptionalDouble.empty(), OptionalDouble.empty(), tol, OptionalDouble.empty());
  }
}
