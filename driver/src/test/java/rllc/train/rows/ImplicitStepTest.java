package rllc.train.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;

/** g' = dl/dm(m - s g'), whatever the size of the step. */
class ImplicitStepTest {
  static Stream<Loss> losses() {
    return Stream.of(MarginLoss.LOGISTIC, MarginLoss.SQUARED, new Softmax(2), new Softmax(5));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void multipliersAreThoseAfterTheStep(Loss loss) {
    SplittableRandom random = new SplittableRandom(3);
    ImplicitStep step = new ImplicitStep(loss);
    int outputs = loss.outputs();
    for (double s : new double[] {0, 1e-3, 0.5, 10, 1e3}) {
      for (int i = 0; i < 20; i++) {
        double[] margins = random.doubles(outputs, -8, 8).toArray();
        double[] given = margins.clone();
        double label = random.nextInt(Math.max(2, outputs));
        double[] multipliers = new double[outputs];
        step.multipliersInto(margins, label, s, multipliers);
        double[] moved = new double[outputs];
        for (int k = 0; k < outputs; k++) {
          assertEquals(given[k], margins[k]);
          moved[k] = margins[k] - s * multipliers[k];
        }
        double[] there = new double[outputs];
        loss.multipliersInto(moved, label, there);
        for (int k = 0; k < outputs; k++) {
          assertEquals(there[k], multipliers[k], 2e-3, loss + ", s = " + s);
        }
        assertTrue(loss.value(moved, label) <= loss.value(given, label) + 1e-12);
      }
    }
  }
}
