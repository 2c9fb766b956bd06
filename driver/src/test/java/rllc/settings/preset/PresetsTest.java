package rllc.settings.preset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rllc.optim.LinearMemory;
import rllc.optim.Stability;
import rllc.settings.LearningRate;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;

class PresetsTest {
  private static final OptionalDouble AUTO = OptionalDouble.empty();
  private static final double[][] P = {{0.5, 1}, {0, 0.5}};
  private static final double[] V = {1, 0};

  private static OptimizerSettings parse(String preset) {
    return parse(preset, AUTO, AUTO, Optional.empty());
  }

  private static OptimizerSettings parse(
      String preset, OptionalDouble c1, OptionalDouble c2, Optional<double[]> law0) {
    return Presets.parse(preset, c1, c2, law0, 1e-5, Optional.empty(), Optional.empty());
  }

  private static LinearMemory memory(String preset) {
    OptimizerSettings settings = parse(preset);
    return settings instanceof OptimizerSettings.Rllc rllc
        ? rllc.memory()
        : ((OptimizerSettings.FixedLaw) settings).memory();
  }

  @Test
  void everyMemory() {
    assertEquals(LinearMemory.momentum(0.9), memory("rllc-momentum(0.9)"));
    assertEquals(LinearMemory.sgdMomentum(0.9), memory(" rllc-sgd-momentum( 0.9 ) "));
    assertEquals(
        LinearMemory.multiMomentum(0, 0.9, 0.99), memory("rllc-multi-momentum(0, .9, 0.99)"));
    assertEquals(LinearMemory.jordan(0.8, 3), memory("rllc-jordan(0.8,3)"));
    assertEquals(LinearMemory.complex(0.9, Math.PI / 8), memory("rllc-complex(0.9,pi/8)"));
    assertEquals(LinearMemory.complex(0.9, -Math.PI), memory("rllc-complex(0.9,-pi)"));
    assertEquals(LinearMemory.complex(0.9, 3 * Math.PI / 4), memory("rllc-complex(0.9,3*pi/4)"));
    assertEquals(
        LinearMemory.blocks(
            LinearMemory.sgd(),
            LinearMemory.blocks(LinearMemory.jordan(0.5, 2), LinearMemory.complex(0.7, 1))),
        memory("rllc-blocks(sgd, rllc-blocks(jordan(0.5,2), complex(0.7,1)))"));
    assertEquals(LinearMemory.sgd(), memory("sgd"));
    assertEquals(LinearMemory.momentum(0.9), memory("momentum(0.9)"));
    assertEquals(LinearMemory.sgdMomentum(0.9), memory("nesterov(0.9)"));
    assertEquals(LinearMemory.multiMomentum(0, 0.9), memory("aggmo(0,0.9)"));
  }

  @Test
  void blocksAreBlockDiagonal() {
    LinearMemory blocks = memory("rllc-blocks(momentum(0.9), jordan(0.5,2))");
    assertEquals(
        LinearMemory.custom(
            new double[][] {{0.9, 0, 0}, {0, 0.5, 1}, {0, 0, 0.5}}, new double[] {1, 1, 0}),
        blocks);
  }

  @Test
  void theRestOfTheTable() {
    assertEquals(new OptimizerSettings.Lbfgs(), parse("lbfgs"));
    assertEquals(OptimizerSettings.Adam.standard(AUTO), parse("adam"));
    assertEquals(
        new OptimizerSettings.Adam(OptionalDouble.of(0.1), 0.9, 0.999, 1e-8),
        parse("adam", OptionalDouble.of(0.1), AUTO, Optional.empty()));
    assertEquals("auto", parse("auto").preset());
  }

  @Test
  void everyFieldIsMapped() {
    assertEquals(
        new OptimizerSettings.Rllc(
            "rllc-sgd-momentum(0.9)",
            LinearMemory.sgdMomentum(0.9),
            new LearningRate(true, 0.5),
            0.25,
            List.of(1.0, 2.0),
            1e-3,
            false,
            Metric.IDENTITY),
        Presets.parse(
            "rllc-sgd-momentum(0.9)",
            OptionalDouble.of(0.5),
            OptionalDouble.of(0.25),
            Optional.of(new double[] {1, 2}),
            1e-3,
            Optional.empty(),
            Optional.empty()));
    OptimizerSettings.Rllc custom =
        (OptimizerSettings.Rllc)
            Presets.parse(
                "rllc-custom", AUTO, AUTO, Optional.empty(), 1e-5, Optional.of(P), Optional.of(V));
    assertEquals(LinearMemory.jordan(0.5, 2), custom.memory());
  }

  @Test
  void fixedLaws() {
    assertEquals(List.of(1.0, 0.9), law("nesterov(0.9)"));
    assertEquals(List.of(0.25, 0.25, 0.25, 0.25), law("aggmo(0,0.5,0.9,0.99)"));
    assertEquals(List.of(1.0), law("momentum(0.9)"));
  }

  private static List<Double> law(String preset) {
    return ((OptimizerSettings.FixedLaw) parse(preset)).law();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rllc-momentun(0.9)    | did you mean rllc-momentum?",
        "lbfsg                 | did you mean lbfgs?",
        "Adam                  | got \"Adam\"",
        "rllc-momentum         | must be like rllc-momentum(0.9)",
        "rllc-momentum()       | must be like rllc-momentum(0.9)",
        "rllc-momentum(a)      | must be like rllc-momentum(0.9)",
        "rllc-momentum(0.9,1)  | must be like rllc-momentum(0.9)",
        "rllc-momentum(1.05)   | radius 1.05",
        "momentum(1)           | radius 1.0",
        "nesterov(1.5)         | radius 1.5",
        "nesterov(x)           | must be like nesterov(0.9)",
        "aggmo(0.5,-2)         | radius 2.0",
        "aggmo                 | must be like aggmo(0,0.9,0.99)",
        "rllc-jordan(0.8,1.5)  | an integer from 1",
        "rllc-jordan(0.8,101)  | between 1 and 32",
        "rllc-complex(1,pi/4)  | spectral radius below 1",
        "rllc-complex(0.9,pi/) | must be like rllc-complex(0.9,pi/8)",
        "rllc-blocks(sgd       | got \"rllc-blocks(sgd\"",
        "rllc-blocks(adam)     | one of sgd, momentum(b)",
        "rllc-custom           | `optimizer.P` and `optimizer.v` must be given",
        "rllc-momentum(NaN)    | must be finite",
        "sgd(1)                | without arguments",
        "lbfgs(5)              | without arguments",
        "owlqn(5)              | without arguments",
        "'3 + 4'               | a name with arguments",
      })
  void wrongOnesAreExplained(String preset, String part) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> parse(preset));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().startsWith("`optimizer."), e.getMessage());
  }

  @Test
  void companionsThatDoNotBelongAreRefused() {
    OptionalDouble one = OptionalDouble.of(1);
    refused(
        "`optimizer.c2` must be auto with preset sgd, got 1.0",
        () -> parse("sgd", AUTO, one, Optional.empty()));
    refused("did you mean sgd?", () -> parse("sdg", AUTO, one, Optional.empty()));
    refused("`optimizer.c1`", () -> parse("lbfgs", one, AUTO, Optional.empty()));
    refused("`optimizer.law0`", () -> parse("adam", AUTO, AUTO, Optional.of(V)));
    refused(
        "`optimizer.law0` must have one number per memory unit, 1, got 2",
        () -> parse("rllc-momentum(0.9)", AUTO, AUTO, Optional.of(V)));
    refused(
        "`optimizer.P`",
        () ->
            Presets.parse(
                "sgd", AUTO, AUTO, Optional.empty(), 1e-5, Optional.of(P), Optional.empty()));
    refused(
        "`v`",
        () ->
            Presets.parse(
                "rllc-custom",
                AUTO,
                AUTO,
                Optional.empty(),
                1e-5,
                Optional.of(P),
                Optional.of(new double[] {1})));
    refused("`optimizer.c1`", () -> parse("sgd", OptionalDouble.of(0), AUTO, Optional.empty()));
    refused(
        "`optimizer.c2`",
        () -> parse("rllc-momentum(0.9)", AUTO, OptionalDouble.of(-1), Optional.empty()));
    refused(
        "`optimizer.rankTolerance`",
        () ->
            Presets.parse(
                "rllc-momentum(0.9)",
                AUTO,
                AUTO,
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void anUnstableMemoryNeedsTheExplicitWish() {
    double[][] p = {{1.25}};
    double[] v = {1};
    refused("radius 1.25", () -> custom("rllc-custom", p, v));
    assertEquals(
        LinearMemory.unstable(p, v),
        ((OptimizerSettings.Rllc) custom("rllc-custom(unstable)", p, v)).memory());
  }

  @Test
  void automaticNumbers() {
    OptimizerSettings.Rllc half = (OptimizerSettings.Rllc) parse("rllc-sgd-momentum(0.9)");
    assertEquals(List.of(0.5, 0.5), half.law0());
    assertEquals(0.01, half.c2());
    assertTrue(half.keepStable());
    assertEquals(1, ((OptimizerSettings.FixedLaw) parse("sgd")).c1().value(), 1e-3);
    assertEquals(1.9, ((OptimizerSettings.Rllc) parse("rllc-momentum(0.9)")).c1().value(), 1e-3);
    OptimizerSettings.Rllc exact =
        (OptimizerSettings.Rllc)
            parse("rllc-momentum(0.9)", AUTO, OptionalDouble.of(0.1), Optional.empty());
    assertTrue(!exact.keepStable() && !exact.c1().fixed());
    refused(
        "`optimizer.c1` must be given, because no step is stable",
        () -> parse("rllc-momentum(0.9)", AUTO, AUTO, Optional.of(new double[] {-1})));
  }

  @Test
  void stabilityLimits() {
    assertEquals(2, Stability.limit(LinearMemory.sgd(), List.of(1.0)), 1e-3);
    assertEquals(3.8, Stability.limit(LinearMemory.momentum(0.9), List.of(1.0)), 1e-3);
    double nesterov = 2 * 1.9 / (1 + 2 * 0.9);
    assertEquals(nesterov, Stability.limit(LinearMemory.sgdMomentum(0.9), List.of(1.0, 0.9)), 1e-3);
  }

  private static OptimizerSettings custom(String preset, double[][] p, double[] v) {
    return Presets.parse(
        preset,
        OptionalDouble.of(0.1),
        OptionalDouble.of(0.1),
        Optional.of(new double[] {1}),
        1e-5,
        Optional.of(p),
        Optional.of(v));
  }

  @Test
  void spectralRadius() {
    assertEquals(0.9, LinearMemory.complex(0.9, 1).spectralRadius(), 1e-12);
    assertEquals(0.6, LinearMemory.jordan(0.6, 4).spectralRadius(), 1e-12);
    assertEquals(0.99, LinearMemory.multiMomentum(0, -0.5, 0.99).spectralRadius(), 1e-12);
  }

  @Test
  void stopSettings() {
    assertEquals(new StopSettings(100, AUTO, AUTO, 1e-6, AUTO), StopSettings.DEFAULT);
    refused("`stop.maxSteps`", () -> new StopSettings(0, AUTO, AUTO, 0, AUTO));
    refused("`stop.maxPasses`", () -> new StopSettings(1, OptionalDouble.of(0), AUTO, 0, AUTO));
    refused("`stop.maxSeconds`", () -> new StopSettings(1, AUTO, OptionalDouble.of(0), 0, AUTO));
    refused("`stop.tol`", () -> new StopSettings(1, AUTO, AUTO, -1, AUTO));
    refused(
        "`stop.targetLoss`",
        () -> new StopSettings(1, AUTO, AUTO, 0, OptionalDouble.of(Double.NaN)));
  }

  private static void refused(String part, org.junit.jupiter.api.function.Executable action) {
    Exception e = assertThrows(IllegalArgumentException.class, action);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
