package rllc.jobs.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.junit.jupiter.api.Test;

class SyntheticModelTest {
  private static final int ROWS = 40_000;

  private static GenerateSettings settings(
      SyntheticFamily family,
      int features,
      int nonZeros,
      double condition,
      double noise,
      long seed) {
    int classes = family == SyntheticFamily.MULTINOMIAL ? 3 : 0;
    return new GenerateSettings(
        family, classes, ROWS, features, nonZeros, condition, noise, seed, 1, "data");
  }

  @Test
  void aRowIsAFunctionOfSeedAndIndex() {
    GenerateSettings settings = settings(SyntheticFamily.BINOMIAL, 6, 6, 10, 0, 1);
    GenerateSettings other = settings(SyntheticFamily.BINOMIAL, 6, 6, 10, 0, 2);
    Vector row = new SyntheticModel(settings).row(7).features();

    assertEquals(row, new SyntheticModel(settings).row(7).features());
    assertNotEquals(row, new SyntheticModel(settings).row(8).features());
    assertNotEquals(row, new SyntheticModel(other).row(7).features());
  }

  @Test
  void aSparseRowHasOneEntryInEachGroupOfGrowingSize() {
    // floor(10 (k / 4)^2) = 0, 0, 2, 5, 10, lifted to at least k.
    int[] starts = {0, 1, 2, 5, 10};
    SyntheticModel model = new SyntheticModel(settings(SyntheticFamily.GAUSSIAN, 10, 4, 1, 0, 3));
    int[] seen = new int[10];
    for (int i = 0; i < 1000; i++) {
      SparseVector row = (SparseVector) model.row(i).features();
      assertEquals(4, row.indices().length);
      for (int k = 0; k < 4; k++) {
        int column = row.indices()[k];
        assertTrue(starts[k] <= column && column < starts[k + 1], "row " + i + " " + row);
        seen[column]++;
      }
    }
    assertEquals(1000, seen[0]);
    // 200 expected in each of the last five columns; the bound is five standard deviations.
    IntStream.range(5, 10).forEach(j -> assertEquals(200, seen[j], 64, "column " + j));
  }

  @Test
  void manyGroupsAreNeverEmpty() {
    for (int nonZeros = 1; nonZeros < 50; nonZeros++) {
      Vector row =
          new SyntheticModel(settings(SyntheticFamily.GAUSSIAN, 50, nonZeros, 1, 0, 1))
              .row(0)
              .features();
      int[] indices = ((SparseVector) row).indices();
      assertEquals(nonZeros, IntStream.of(indices).distinct().count());
      assertArrayEquals(IntStream.of(indices).sorted().toArray(), indices);
    }
  }

  @Test
  void sparseColumnsHaveTheVariancesThatTheConditionAsksFor() {
    double[][] covariance = covariance(settings(SyntheticFamily.GAUSSIAN, 5, 2, 100, 0, 4));
    for (int j = 0; j < 5; j++) {
      double expected = Math.pow(100, -j / 4.0);
      assertEquals(expected, covariance[j][j], 0.1 * expected, "column " + j);
    }
  }

  @Test
  void denseCovarianceHasTheConditionAndIsNotDiagonal() {
    // For d = 2 the eigenvalues are 1 and 1 / condition: trace and determinant say it all.
    double[][] c = covariance(settings(SyntheticFamily.GAUSSIAN, 2, 2, 100, 0, 5));
    assertEquals(1.01, c[0][0] + c[1][1], 0.03);
    assertEquals(0.01, c[0][0] * c[1][1] - c[0][1] * c[0][1], 0.0005);
    assertTrue(c[0][1] * c[0][1] > 0.1 * c[0][0] * c[1][1], "correlation is lost");
  }

  @Test
  void theMarginHasTheStatedDeviation() {
    for (int nonZeros : new int[] {8, 20}) {
      // Without noise the gaussian label is the margin itself.
      GenerateSettings settings = settings(SyntheticFamily.GAUSSIAN, 20, nonZeros, 1e4, 0, 6);
      SyntheticModel model = new SyntheticModel(settings);
      double squares = 0;
      for (int i = 0; i < ROWS; i++) {
        double centred = model.row(i).label() - model.intercepts()[0];
        squares += centred * centred;
      }
      assertEquals(SyntheticModel.SIGNAL, Math.sqrt(squares / ROWS), 0.05, "nonZeros " + nonZeros);
    }
  }

  @Test
  void noiseFlipsItsShareOfTheLabels() {
    SyntheticModel clean = new SyntheticModel(settings(SyntheticFamily.BINOMIAL, 3, 3, 1, 0, 7));
    SyntheticModel noisy = new SyntheticModel(settings(SyntheticFamily.BINOMIAL, 3, 3, 1, 0.2, 7));
    int flipped = 0;
    for (int i = 0; i < ROWS; i++) {
      if (clean.row(i).label() != noisy.row(i).label()) {
        flipped++;
      }
    }
    assertEquals(0.2, (double) flipped / ROWS, 0.01);
  }

  @Test
  void noiseReplacesItsShareOfTheClassesByAnyOther() {
    SyntheticModel clean = new SyntheticModel(settings(SyntheticFamily.MULTINOMIAL, 3, 3, 1, 0, 7));
    SyntheticModel noisy =
        new SyntheticModel(settings(SyntheticFamily.MULTINOMIAL, 3, 3, 1, 0.3, 7));
    int[] moved = new int[3];
    for (int i = 0; i < ROWS; i++) {
      int shift = (int) (noisy.row(i).label() - clean.row(i).label());
      moved[Math.floorMod(shift, 3)]++;
    }
    assertEquals(0.15, (double) moved[1] / ROWS, 0.01);
    assertEquals(0.15, (double) moved[2] / ROWS, 0.01);
  }

  @Test
  void classesHaveTheSharesOfTheirMarginsAndCoefficientsSumToZero() {
    SyntheticModel model = new SyntheticModel(settings(SyntheticFamily.MULTINOMIAL, 4, 4, 1, 0, 8));
    double[] expected = new double[3];
    double[] seen = new double[3];
    for (int i = 0; i < ROWS; i++) {
      double[] x = model.row(i).features().toArray();
      double[] odds = new double[3];
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        double margin = model.intercepts()[k];
        for (int j = 0; j < 4; j++) {
          margin += model.coefficients()[k][j] * x[j];
        }
        odds[k] = Math.exp(margin);
        sum += odds[k];
      }
      for (int k = 0; k < 3; k++) {
        expected[k] += odds[k] / sum / ROWS;
      }
      seen[(int) model.row(i).label()] += 1.0 / ROWS;
    }
    assertArrayEquals(expected, seen, 0.01);
    for (int j = 0; j < 4; j++) {
      int column = j;
      double sum = IntStream.range(0, 3).mapToDouble(k -> model.coefficients()[k][column]).sum();
      assertEquals(0, sum, 1e-12);
    }
  }

  private static double[][] covariance(GenerateSettings settings) {
    int d = settings.features();
    SyntheticModel model = new SyntheticModel(settings);
    double[][] sums = new double[d][d];
    for (int i = 0; i < ROWS; i++) {
      double[] x = model.row(i).features().toArray();
      for (int j = 0; j < d; j++) {
        for (int k = 0; k < d; k++) {
          sums[j][k] += x[j] * x[k] / ROWS;
        }
      }
    }
    return sums;
  }
}
