package rllc.jobs.ablate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import rllc.kernel.JavaKernels;
import rllc.kernel.Sweeps;
import rllc.settings.OptimizerSettings;

class AblationTest {
  @Test
  void holmMultipliesTheSmallestByAllAndNeverFalls() {
    double[] p = Paired.holm(List.of(0.01, 0.04, 0.03, 0.005));
    assertArrayEquals(new double[] {0.03, 0.06, 0.06, 0.02}, p, 1e-12);
    assertArrayEquals(new double[] {1, 1}, Paired.holm(List.of(0.6, 0.9)), 0);
  }

  /**
   * Student's own pairs (1908): the additional hours of sleep by two drugs; t = 4.06, p = 0.0028.
   */
  @Test
  void theTestIsStudents() {
    double[] a = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    double[] b = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    assertEquals(0.00283, Paired.p(a, b), 1e-5);
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> b[i] - a[i]);
    assertEquals(1.58, Paired.mean(differences), 1e-12);
    assertEquals(0.88, Paired.halfWidth(differences), 0.005, "2.262 x 1.23 / sqrt(10)");
    assertEquals(1, Paired.p(a, a));
  }

  @Test
  void everyMethodThatCanBeTunedHasTheSameBudget() {
    for (boolean batches : new boolean[] {false, true}) {
      Trials trials = new Trials(batches, 2, 0.5);
      List<Variant> all = new ArrayList<>(Variant.rivals(batches));
      all.addAll(Variant.memories(List.of(1, 2, 3, 4)));
      for (Variant variant : all) {
        int expected = variant.name().equals("lbfgs") ? 1 : Variant.TRIALS;
        List<Trials.Trial> its = trials.of(variant);
        assertEquals(expected, its.size(), variant.name());
        assertEquals(expected, its.stream().map(Trials.Trial::name).distinct().count());
        for (Trials.Trial trial : its) {
          if (trial.settings() instanceof OptimizerSettings.Rllc rllc) {
            assertEquals(variant.units(), rllc.memory().units(), variant.name());
            assertEquals(variant.learns(), rllc.c2() > 0, variant.name());
            assertEquals(batches, rllc.c1().fixed());
          }
        }
      }
    }
  }

  private static Study.Result result(String name, int units, double mean) {
    double[] gaps = new double[10];
    Arrays.setAll(gaps, i -> mean + 0.01 * ((i * 7) % 10));
    String family = units == 0 ? "" : "made-up";
    boolean learns = units > 0 && !name.endsWith("c2=0");
    return new Study.Result(
        new Variant(name, family, units, learns, List.of(), 0, List.of()), "as set", gaps);
  }

  @Test
  void theAdviceFollowsFromTheNumbers() {
    Study gain =
        new Study(
            false,
            List.of(
                result("momentum", 0, -1),
                result("lbfgs", 0, -1.5),
                result("a k=1", 1, -1),
                result("a k=1 c2=0", 1, -1),
                result("a k=2", 2, -3.0001),
                result("a k=2 c2=0", 2, -2),
                result("a k=4", 4, -3.0001),
                result("a k=4 c2=0", 4, -2)));
    List<String> advice = Advice.of(gain);
    assertTrue(advice.get(0).contains("take a k=2 "), advice.toString());
    assertTrue(advice.get(1).contains("is worth it: with the same units it lowers"), "" + advice);
    assertTrue(advice.get(2).contains("It beats momentum, lbfgs, and none beats it"), "" + advice);
    assertTrue(advice.get(2).contains("take a k=2 here"), advice.toString());
    Study loss =
        new Study(
            false,
            List.of(result("lbfgs", 0, -5), result("a k=2", 2, -3), result("a k=2 c2=0", 2, -3)));
    advice = Advice.of(loss);
    assertTrue(advice.get(1).contains("no certain difference"), advice.toString());
    assertTrue(advice.get(2).contains("loses against lbfgs"), advice.toString());
    assertTrue(advice.get(2).contains("take lbfgs here"), advice.toString());
  }

  @Test
  void whatIsHeldIsWhatTheFormulaSays() {
    Sweeps sweeps = Sweeps.of(new JavaKernels(), 1);
    for (int k : new int[] {1, 3, 16}) {
      StepCost cost = StepCost.of(k, 1000, sweeps);
      assertEquals(cost.bytes(), cost.heldBytes(), "k = " + k);
      assertTrue(cost.seconds() > 0);
    }
    assertEquals(2 * 10 * (1 + 1) + 6 * 10, StepCost.of(1, 10, sweeps).flops());
  }
}
