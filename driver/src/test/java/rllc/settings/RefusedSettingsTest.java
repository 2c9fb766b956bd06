package rllc.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.preset.Presets;

/** Combinations that no method can minimise, in each family. */
class RefusedSettingsTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  private static final String SPARSE =
      "`optimizer.preset` must be auto, lbfgs or owlqn where `model.elasticNetParam` and"
          + " `model.regParam` are above 0, got ";
  private static final String BOXED =
      "`optimizer.preset` must be auto or lbfgs where coefficients or intercepts have bounds, got ";
  private static final String BOX_WITH_L1 =
      "`model.elasticNetParam` must be 0 where coefficients or intercepts have bounds, got 1.0";
  private static final String NO_INTERCEPT =
      "`model.fitIntercept` must be true where intercepts have bounds, got false";

  private static Optional<Bound> all(double number) {
    return Optional.of(Bound.ofAll(number));
  }

  static Stream<Arguments> refused() {
    Optional<Bound> free = Optional.empty();
    Bounds box = new Bounds(all(0), free, free, free);
    Bounds intercepts = new Bounds(free, free, all(0), free);
    List<Arguments> refused = new ArrayList<>();
    for (Family family : List.of(Family.binomial(), Family.multinomial(), Family.gaussian())) {
      for (String preset : new String[] {"rllc-momentum(0.9)", "momentum(0.9)", "adam"}) {
        refused.add(Arguments.of(family, 0.1, 0.5, true, Bounds.NONE, preset, SPARSE + preset));
        refused.add(Arguments.of(family, 0.1, 0.0, true, box, preset, BOXED + preset));
      }
      refused.add(Arguments.of(family, 0.1, 0.0, true, box, "owlqn", BOXED + "owlqn"));
      refused.add(Arguments.of(family, 0.1, 1.0, true, box, "auto", BOX_WITH_L1));
      refused.add(Arguments.of(family, 0.1, 0.0, false, intercepts, "auto", NO_INTERCEPT));
    }
    return refused.stream();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeIsRefused(
      Family family,
      double regParam,
      double elasticNet,
      boolean intercept,
      Bounds bounds,
      String preset,
      String message) {
    OptimizerSettings optimizer =
        Presets.parse(
            preset, NONE, NONE, Optional.empty(), 1e-5, Optional.empty(), Optional.empty());
    RunSettings run =
        new RunSettings(
            1,
            RunSettings.Coordinates.AUTO,
            RunSettings.Start.AUTO,
            KernelMode.AUTO,
            RunSettings.Precision.AUTO);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new TrainingSettings(
                    new ModelSettings(family, regParam, elasticNet, intercept, true, bounds),
                    optimizer,
                    StopSettings.DEFAULT,
                    run));
    assertEquals(message, e.getMessage());
  }
}
