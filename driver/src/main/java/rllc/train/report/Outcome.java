package rllc.train.report;

import java.util.Optional;

/**
 * A run that has ended.
 *
 * @param theta the answer, in the optimizer's coordinates
 * @param last an evaluation without a step; with validation, loss and gradient norm are those of
 *     the best point, which {@code theta} is
 * @param stop why the run ended there
 * @param optimizer what ran, every automatic setting resolved
 * @param validation what the validation rows have shown, if there were any
 */
public record Outcome(
    double[] theta,
    StepRecord last,
    StopReason stop,
    OptimizerInfo optimizer,
    Optional<ValidationSummary> validation) {}
