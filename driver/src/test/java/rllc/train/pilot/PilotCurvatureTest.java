package rllc.train.pilot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import rllc.kernel.JavaKernels;
import rllc.loss.MarginLoss;
import rllc.optim.Vectors;
import rllc.shard.Block;
import rllc.train.linear.Coordinates;
import rllc.train.objective.Orthant;

class PilotCurvatureTest {
  private static final double[] PENALTY = {1e-9, 1e-9, 1e-9};

  private static Pilot pilot(double[] labels, double... values) {
    Block rows = Block.dense(3, labels, null, values);
    Coordinates coordinates = Coordinates.original(new double[] {1, 1, 1}, 1, false);
    int n = labels.length;
    return new Pilot(List.of(rows), new JavaKernels(), MarginLoss.LOGISTIC, coordinates, n, n);
  }

  private static double[] solved(
      Pilot pilot, double[] u, double[] q, double[] sizes, boolean proved) {
    double[] diagonal = pilot.diagonal(u);
    return PilotCurvature.of(pilot, u, PENALTY, diagonal, diagonal, proved)
        .solve(pilot, sizes, u, q, Orthant.at(u, q, new double[0]))
        .solution();
  }

  /**
   * The last row alone has the third feature, of value 20, and is far on the wrong side: margin
   * -20, label 1. Newton's step would move its margin by 1 / (1 - p), e^20.
   */
  @Test
  void rowsOnTheWrongSideDoNotRunAway() {
    double[] labels = {0, 1, 0, 1};
    Pilot pilot = pilot(labels, 1, 0, 0, -1, 1, 0, 0, -1, 0, 0, 0, 20);
    double[] u = {0, 0, -1};
    double[] q = {0.1, -0.1, -20.0 / 4};
    double[] sizes = {1, 1, 20};
    double free = solved(pilot, u, q, new double[3], true)[2];
    assertTrue(20 * -free > 1e3, "" + free);
    double[] bounded = solved(pilot, u, q, sizes, true);
    // By about one: conjugate gradients end early.
    assertEquals(-1, 20 * bounded[2], 0.2);
    // The other features, which are not far off, move as before: by up to their bound of one.
    assertTrue(bounded[0] > 0.1 && bounded[0] < 1, "" + bounded[0]);
  }

  /** The third feature is the sum of the others: no gradient has a part along (1, 1, -1). */
  @Test
  void firstDirectionsKeepToTheSpanOfRows() {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = new double[30];
    double[] labels = new double[10];
    for (int i = 0; i < 10; i++) {
      values[3 * i] = random.nextDouble(-1, 1);
      values[3 * i + 1] = random.nextDouble(-1, 1);
      values[3 * i + 2] = values[3 * i] + values[3 * i + 1];
      labels[i] = i % 2;
    }
    Pilot pilot = pilot(labels, values);
    double[] u = new double[3];
    double[] q = {0.1, -0.3, -0.2};
    double[] flat = {1, 1, -1};
    double[] first = solved(pilot, u, q, new double[3], false);
    assertEquals(0, Vectors.dot(flat, first), 1e-9 * Vectors.norm(first));
    double[] later = solved(pilot, u, q, new double[3], true);
    assertTrue(Math.abs(Vectors.dot(flat, later)) > 1e-3 * Vectors.norm(later));
  }
}
