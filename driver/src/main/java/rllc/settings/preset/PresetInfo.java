package rllc.settings.preset;

import java.util.List;
import java.util.Optional;
import rllc.optim.LinearMemory;
import rllc.settings.OptimizerSettings;

/**
 * A preset as {@code info} lists it, shown by an example.
 *
 * @param form how it is written, such as {@code rllc-momentum(b)}
 * @param example its settings for some arguments, every number auto
 * @param c1 the rule of c1 = auto, in words
 * @param c2 the rule of c2 = auto, in words
 */
public record PresetInfo(String form, OptimizerSettings example, String c1, String c2) {
  /** P and v of the example; empty for optimizers without a linear memory. */
  public Optional<LinearMemory> memory() {
    if (example instanceof OptimizerSettings.Rllc rllc) {
      return Optional.of(rllc.memory());
    }
    return example instanceof OptimizerSettings.FixedLaw fixed
        ? Optional.of(fixed.memory())
        : Optional.empty();
  }

  /** L0 of the example; empty for optimizers without a law. */
  public List<Double> law0() {
    if (example instanceof OptimizerSettings.Rllc rllc) {
      return rllc.law0();
    }
    return example instanceof OptimizerSettings.FixedLaw fixed ? fixed.law() : List.of();
  }
}
