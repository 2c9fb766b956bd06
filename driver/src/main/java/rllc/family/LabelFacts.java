package rllc.family;

/**
 * What is known of all labels, weighted.
 *
 * @param mean of labels that are numbers; of the classes 0 and 1 the share of 1
 * @param deviation of the labels
 * @param classWeights the sum of each class's weights, for a margin each; empty if there is one
 *     margin
 */
public record LabelFacts(double mean, double deviation, double[] classWeights) {}
