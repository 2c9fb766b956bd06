package rllc.settings;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Steps that look at a part of the rows.
 *
 * @param size {@code optimizer.batch}
 * @param schedule {@code optimizer.schedule}; empty for auto: inverse in batches, else constant
 * @param average {@code optimizer.average}, whether a run in batches ends at the average of its
 *     points; empty for auto: rllc-* do, the classical presets do not
 */
public record Batching(BatchSize size, Optional<Schedule> schedule, Optional<Boolean> average) {
  /** Everything auto. */
  public static final Batching AUTO =
      new Batching(BatchSize.AUTO, Optional.empty(), Optional.empty());

  /**
   * With fewer passes than this, two evaluations, a method that looks at all rows takes no step.
   */
  private static final double FEW_PASSES = 2;

  /**
   * Whether steps look at a part of the rows: batches or, where {@code AutoPreset} says so, single
   * rows.
   *
   * @param constrained whether the penalty has an L1 part or coefficients have bounds
   */
  public boolean applies(
      OptimizerSettings optimizer, OptionalDouble maxPasses, boolean constrained) {
    return switch (size.kind()) {
      case FULL -> false;
      case FRACTION, ROWS -> true;
      case AUTO ->
          optimizer instanceof OptimizerSettings.Auto auto
              && !constrained
              && auto.metric().isEmpty()
              && (auto.c1().isPresent() || maxPasses.orElse(FEW_PASSES) < FEW_PASSES);
    };
  }

  Batching check(OptimizerSettings optimizer, boolean inBatches, boolean l1) {
    boolean auto = optimizer instanceof OptimizerSettings.Auto;
    boolean quasiNewton =
        optimizer instanceof OptimizerSettings.Lbfgs
            || optimizer instanceof OptimizerSettings.Owlqn;
    String preset = optimizer.preset();
    Require.that(
        !inBatches || !quasiNewton,
        "optimizer.batch",
        "full or auto with preset " + preset,
        size.text());
    Require.that(
        !inBatches || !l1,
        "optimizer.batch",
        "full or auto where `model.elasticNetParam` and `model.regParam` are above 0",
        size.text());
    Require.that(
        schedule.isEmpty() || !auto && !quasiNewton,
        "optimizer.schedule",
        "auto with preset " + preset,
        schedule.map(Schedule::toString).orElse("auto"));
    Require.that(
        average.isEmpty() || !auto && inBatches,
        "optimizer.average",
        auto ? "auto with preset auto" : "auto where `optimizer.batch` is full",
        average.map(Object::toString).orElse("auto"));
    return this;
  }
}
