package rllc.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ConjugateGradientsTest {
  private static final int DIMENSION = 12;
  private final double[] solution = new SplittableRandom(3).doubles(DIMENSION, -1, 1).toArray();

  /** diag(1, 4, 9, ..) plus a matrix of ones. */
  private final UnaryOperator<double[]> hessian =
      v -> {
        double sum = 0;
        for (double x : v) {
          sum += x;
        }
        double[] product = new double[v.length];
        for (int i = 0; i < v.length; i++) {
          product[i] = (i + 1.0) * (i + 1.0) * v[i] + sum;
        }
        return product;
      };

  private static double[] jacobi() {
    double[] inverse = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      inverse[i] = 1 / ((i + 1.0) * (i + 1.0) + 1);
    }
    return inverse;
  }

  @Test
  void solves() {
    ConjugateGradients solved =
        ConjugateGradients.solve(hessian, jacobi(), hessian.apply(solution), 50, 1e-12);
    assertArrayEquals(solution, solved.solution(), 1e-9);
  }

  @Test
  void stopsWhereToldTo() {
    double[] b = hessian.apply(solution);
    assertEquals(3, ConjugateGradients.solve(hessian, jacobi(), b, 3, 1e-12).products());
    ConjugateGradients rough = ConjugateGradients.solve(hessian, jacobi(), b, 50, 0.1);
    double[] residual = hessian.apply(rough.solution());
    double square = 0;
    double first = 0;
    for (int i = 0; i < DIMENSION; i++) {
      square += jacobi()[i] * Math.pow(residual[i] - b[i], 2);
      first += jacobi()[i] * b[i] * b[i];
    }
    assertEquals(true, square <= 0.01 * first, square + " of " + first);
    assertEquals(0, ConjugateGradients.solve(hessian, jacobi(), new double[12], 9, 0.1).products());
  }

  @Test
  void withoutCurvatureTheConditionedGradientIsTheAnswer() {
    double[] b = {1, -2};
    ConjugateGradients solved =
        ConjugateGradients.solve(v -> new double[2], new double[] {3, 4}, b, 5, 0.1);
    assertArrayEquals(new double[] {3, -8}, solved.solution());
  }
}
