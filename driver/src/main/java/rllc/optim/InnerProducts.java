package rllc.optim;

import java.util.Arrays;

/**
 * All that a law sees of the memory units.
 *
 * @param gram M^T M, or c1 M^T B M in another metric ({@link LawMetric}), k x k
 * @param gradientProducts M^T g, k
 */
public record InnerProducts(double[][] gram, double[] gradientProducts) {
  boolean isFinite() {
    return Arrays.stream(gradientProducts).allMatch(Double::isFinite)
        && Arrays.stream(gram).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
  }
}
