package rllc.optim;

/**
 * All that a law sees of the memory units.
 *
 * @param gram M^T M, k x k
 * @param gradientProducts M^T g, k
 */
public record InnerProducts(double[][] gram, double[] gradientProducts) {}
