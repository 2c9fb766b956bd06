package rllc.train.testing;

import java.util.OptionalDouble;
import rllc.settings.StopSettings;

/** Stop settings for tests. */
public final class Stops {
  private Stops() {}

  public static StopSettings after(int maxSteps, double tol) {
    return new StopSettings(
        maxSteps, OptionalDouble.empty(), OptionalDouble.empty(), tol, OptionalDouble.empty());
  }
}
