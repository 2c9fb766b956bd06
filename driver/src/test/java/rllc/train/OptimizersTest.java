package rllc.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.loss.MarginLoss;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.settings.preset.PresetInfo;
import rllc.settings.preset.Presets;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.Curvature;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.Outcome;
import rllc.train.testing.Runs;
import rllc.train.testing.TinyData;

/** One table for every shipped optimizer, every number auto. */
class OptimizersTest {
  static Stream<PresetInfo> presets() {
    return Presets.all().stream();
  }

  @Test
  void theTableIsComplete() {
    Set<Class<?>> shown =
        Presets.all().stream().map(info -> info.example().getClass()).collect(Collectors.toSet());
    assertEquals(Set.of(OptimizerSettings.class.getPermittedSubclasses()), shown);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void findsTheOptimum(PresetInfo info) {
    for (MarginLoss loss : MarginLoss.values()) {
      TinyData data = TinyData.of(21).admittedBy(loss);
      LinearObjective objective = data.objective(loss, data.coordinates(true, true), 0.1, true);
      double[] start = new double[objective.dimension()];
      double best = fit(new OptimizerSettings.Lbfgs(), objective, start).last().loss();
      Outcome last = fit(info.example(), objective, start);
      assertEquals(best, last.last().loss(), 1e-4, info.form() + " " + loss);
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void sameSettingsGiveTheSameBits(PresetInfo info) {
    TinyData data = TinyData.of(21);
    LinearObjective objective =
        data.objective(MarginLoss.LOGISTIC, data.coordinates(false, true), 0.1, true);
    double[] start = new double[objective.dimension()];
    Outcome one = fit(info.example(), objective, start);
    Outcome two = fit(info.example(), objective, start);
    assertEquals(one.last().loss(), two.last().loss());
    assertEquals(one.last().step(), two.last().step());
  }

  @ParameterizedTest
  @MethodSource("presets")
  void saysWhatItIs(PresetInfo info) {
    TinyData data = TinyData.of(21);
    LinearObjective objective =
        data.objective(MarginLoss.LOGISTIC, data.coordinates(true, true), 0.1, true);
    double[] start = new double[objective.dimension()];
    OptimizerInfo resolved = fit(info.example(), objective, start).optimizer();
    info.memory().ifPresent(memory -> assertEquals(memory.units(), resolved.units()));
    info.memory().ifPresent(memory -> assertEquals(memory.units(), info.law0().size()));
    assertTrue(resolved.vectors() >= resolved.units() + 2);
    assertEquals(resolved.c1().isPresent(), resolved.passes() > 0);
    assertTrue(resolved.passes() <= Curvature.MAX_PRODUCTS);
  }

  private static Outcome fit(
      OptimizerSettings settings, LinearObjective objective, double[] start) {
    return Runs.run(settings, objective, start, StopSettings.DEFAULT).outcome();
  }
}
