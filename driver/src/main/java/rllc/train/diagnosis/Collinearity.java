package rllc.train.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import rllc.optim.SymmetricEigen;

/**
 * How nearly some columns are a combination of others: the condition index of Belsley, Kuh and
 * Welsch (1980), the square root of the largest eigenvalue of the columns' correlations divided by
 * the least. They call 30 strong.
 *
 * @param index at least 1; infinite if a combination is exact
 * @param columns that the combination of least variance is made of, heaviest first
 */
public record Collinearity(double index, List<Integer> columns) {
  /** Eigenvalues below this part of the largest are rounding. */
  private static final double ROUNDING = 1e-13;

  /** Columns with less than this part of the heaviest one's weight are not named. */
  private static final double NAMED = 0.1;

  /**
   * Of columns with these sums of products of differences from the mean. Columns that do not vary
   * are no part of it.
   *
   * @param products d x d, symmetric
   * @return empty where fewer than two columns vary
   */
  public static Optional<Collinearity> of(double[][] products) {
    int[] varying = IntStream.range(0, products.length).filter(j -> products[j][j] > 0).toArray();
    if (varying.length < 2) {
      return Optional.empty();
    }
    double[][] correlations = new double[varying.length][varying.length];
    for (int i = 0; i < varying.length; i++) {
      for (int j = 0; j < varying.length; j++) {
        double scale =
            Math.sqrt(products[varying[i]][varying[i]] * products[varying[j]][varying[j]]);
        correlations[i][j] = products[varying[i]][varying[j]] / scale;
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(correlations);
    double largest = eigen.values()[varying.length - 1];
    double least = eigen.values()[0] <= ROUNDING * largest ? 0 : eigen.values()[0];
    return Optional.of(
        new Collinearity(Math.sqrt(largest / least), heaviest(eigen.vectors()[0], varying)));
  }

  private static List<Integer> heaviest(double[] weights, int[] columns) {
    double most = Arrays.stream(weights).map(Math::abs).max().orElseThrow();
    return IntStream.range(0, weights.length)
        .boxed()
        .filter(i -> Math.abs(weights[i]) >= NAMED * most)
        .sorted((a, b) -> Double.compare(Math.abs(weights[b]), Math.abs(weights[a])))
        .map(i -> columns[i])
        .toList();
  }
}
