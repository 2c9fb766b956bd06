package rllc.settings;

/** The one place that decides what {@code optimizer.preset = auto} means. */
public final class AutoPreset {
  /** A decision and its reason, for the run record. */
  public record Choice(OptimizerSettings settings, String reason) {}

  private AutoPreset() {}

  /** The optimizer for a run over all rows in each step. */
  public static Choice choose(OptimizerSettings.Auto auto) {
    return new Choice(
        new OptimizerSettings.Lbfgs(),
        "full batch: in our measurements no first-order preset reached L-BFGS after 100 passes");
  }
}
