package rllc.train.objective;

/**
 * What one evaluation of an objective brought back.
 *
 * @param loss the whole objective, penalty included, but for an L1 part
 * @param gradient of the same; owned by the receiver
 * @param passes rows touched / rows of the data
 * @param rows rows touched
 * @param seconds where the time went
 */
public record Evaluation(
    double loss, double[] gradient, double passes, long rows, StepSeconds seconds)
    implements Paid {}
