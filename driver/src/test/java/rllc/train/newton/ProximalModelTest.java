package rllc.train.newton;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import rllc.optim.Vectors;
import rllc.train.objective.Evaluation;
import rllc.train.objective.NonsmoothTerm;
import rllc.train.objective.Objective;

/** Lassos whose columns are combinations of one another. */
class ProximalModelTest {
  private static final int ROWS = 60;
  private static final int COLUMNS = 14;
  private static final double WEIGHT = 0.01;

  private final double[][] columns = new double[COLUMNS][ROWS];
  private final double[][] products = new double[COLUMNS][COLUMNS];
  private final double[] labels = new double[ROWS];

  /** An intercept, and ones and zeros; 5 is a copy of 1, 6 three times 2, 7 the complement of 3. */
  private void draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (double[] column : columns) {
      Arrays.setAll(column, row -> random.nextInt(2));
    }
    Arrays.fill(columns[0], 1);
    columns[5] = columns[1].clone();
    Arrays.setAll(columns[6], row -> 3 * columns[2][row]);
    Arrays.setAll(columns[7], row -> 1 - columns[3][row]);
    Arrays.setAll(labels, row -> random.nextDouble());
    Arrays.setAll(products, i -> gradient(columns[i]));
  }

  /** The columns times {@code margins}, a row's mean. */
  private double[] gradient(double[] margins) {
    return Arrays.stream(columns).mapToDouble(c -> Vectors.dot(c, margins) / ROWS).toArray();
  }

  private double[] residuals(double[] z) {
    double[] margins = labels.clone();
    for (int j = 0; j < COLUMNS; j++) {
      Vectors.addScaledInto(-z[j], columns[j], margins);
    }
    return Arrays.stream(margins).map(m -> -m).toArray();
  }

  @Test
  void theFirstOfCopiesHasTheCoefficient() {
    long used = LongStream.range(0, 50).filter(this::copiesAreLeftOut).count();
    assertTrue(used > 25, used + " with coefficients to give");
  }

  private boolean copiesAreLeftOut(long seed) {
    draw(seed);
    NonsmoothTerm part = NonsmoothTerm.of(new Lasso());
    double[] u = new double[COLUMNS];
    ProximalModel.Minimum minimum =
        ProximalModel.minimum(products, gradient(residuals(u)), u, part);
    double[] z = minimum.z();
    assertTrue(minimum.isExact(), "seed " + seed);

    assertArrayEquals(new double[COLUMNS], part.gradient(z, gradient(residuals(z))), 1e-9);
    assertTrue(z[5] == 0 && z[6] == 0, () -> Arrays.toString(z));
    return z[1] != 0 || z[2] != 0;
  }

  private static final class Lasso implements Objective {
    @Override
    public int dimension() {
      return COLUMNS;
    }

    @Override
    public Evaluation evaluate(double[] theta) {
      throw new UnsupportedOperationException("not needed");
    }

    @Override
    public double[] l1Weights() {
      double[] weights = new double[COLUMNS];
      Arrays.fill(weights, 1, COLUMNS, WEIGHT);
      weights[6] = 3 * WEIGHT;
      return weights;
    }
  }
}
