package rllc.spark;

import java.util.Optional;
import rllc.train.linear.LinearObjective;

/**
 * Where a fit begins.
 *
 * @param model coefficients, then intercepts, on the features' own scale, as {@link
 *     LinearFit#theta}; empty to begin as {@code optimizer.start} says
 * @param state bytes of a state that a run was broken off at ({@link
 *     rllc.train.report.SavedState}); empty for a new run
 */
public record FitOrigin(Optional<double[]> model, Optional<byte[]> state) {
  /** As {@code optimizer.start} says. */
  public static final FitOrigin BEGINNING = new FitOrigin(Optional.empty(), Optional.empty());

  /** A model of the same features and classes. */
  public static FitOrigin at(double[] theta) {
    return new FitOrigin(Optional.of(theta), Optional.empty());
  }

  /** A state that a run with the same data and settings has saved. */
  public static FitOrigin resuming(byte[] state) {
    return new FitOrigin(Optional.empty(), Optional.of(state));
  }

  /** The model, if it has the objective's size. */
  Optional<double[]> checked(LinearObjective objective) {
    int outputs = objective.coordinates().outputs();
    int length = (objective.coordinates().features() + 1) * outputs;
    model.ifPresent(
        theta -> {
          if (theta.length != length) {
            throw new IllegalArgumentException(
                String.format(
                    "`model` must have %d coefficients and %d intercepts, got %d numbers",
                    length - outputs, outputs, theta.length));
          }
        });
    return model;
  }
}
