package rllc.settings;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The presets of {@code optimizer.preset}: text in, settings out. */
public final class Presets {
  private static final List<String> NAMES =
      List.of(
          "auto",
          "rllc-momentum",
          "rllc-sgd-momentum",
          "rllc-multi-momentum",
          "rllc-jordan",
          "rllc-complex",
          "rllc-blocks",
          "rllc-custom",
          "sgd",
          "momentum",
          "nesterov",
          "aggmo",
          "adam",
          "lbfgs",
          "owlqn");

  private Presets() {}

  /**
   * The settings that {@code preset} and its companions describe.
   *
   * @param c1 empty for auto
   * @param c2 empty for auto
   * @param law0 empty for auto
   * @param p rows of the propagator, for rllc-custom and no other
   * @param v input vector, for rllc-custom and no other
   * @throws IllegalArgumentException with the key, what it must be, and what it was
   */
  public static OptimizerSettings parse(
      String preset,
      OptionalDouble c1,
      OptionalDouble c2,
      Optional<double[]> law0,
      double rankTolerance,
      Optional<double[][]> p,
      Optional<double[]> v) {
    PresetText call = PresetText.of(preset);
    boolean custom = call.name().equals("rllc-custom");
    if (!custom) {
      refuse(p.isPresent(), "P", "only for rllc-custom", call);
      refuse(v.isPresent(), "v", "only for rllc-custom", call);
    }
    if (call.name().startsWith("rllc-") && NAMES.contains(call.name())) {
      LinearMemory memory = custom ? custom(call, p, v) : MemoryPresets.of(call);
      LawDefaults defaults = LawDefaults.of(memory);
      return new OptimizerSettings.Rllc(
          call.text(),
          memory,
          LearningRate.of(c1, defaults.c1Numerator()),
          c2.orElse(defaults.c2()),
          law0.map(Presets::list).orElse(defaults.law0()),
          rankTolerance);
    }
    refuse(law0.isPresent(), "law0", "auto", call);
    refuse(c2.isPresent() && !(fixedLaw(call) && c2.getAsDouble() == 0), "c2", "auto", call);
    return withoutLaw(call, c1, rankTolerance);
  }

  private static OptimizerSettings withoutLaw(
      PresetText call, OptionalDouble c1, double rankTolerance) {
    return switch (call.name()) {
      case "sgd", "momentum" -> fixed(call, MemoryPresets.of(call), c1, List.of(1.0));
      case "nesterov" -> {
        double beta = call.numbers(1, "like nesterov(0.9)")[0];
        yield fixed(call, LinearMemory.sgdMomentum(beta), c1, List.of(1.0, beta));
      }
      case "aggmo" -> {
        double[] betas = call.numbers(0, "like aggmo(0,0.9,0.99)");
        List<Double> law = Stream.generate(() -> 1.0 / betas.length).limit(betas.length).toList();
        yield fixed(call, LinearMemory.multiMomentum(betas), c1, law);
      }
      case "auto" -> {
        call.takesNoArguments();
        yield new OptimizerSettings.Auto(c1, rankTolerance);
      }
      case "adam" -> {
        call.takesNoArguments();
        yield OptimizerSettings.Adam.standard(c1);
      }
      case "lbfgs" -> {
        call.takesNoArguments();
        refuse(c1.isPresent(), "c1", "auto", call);
        yield new OptimizerSettings.Lbfgs();
      }
      case "owlqn" ->
          throw PresetText.bad("another than owlqn, which is not there yet", call.text());
      default ->
          throw PresetText.bad(
              "one of "
                  + String.join(", ", NAMES)
                  + " (did you mean "
                  + PresetText.nearest(call.name(), NAMES)
                  + "?)",
              call.text());
    };
  }

  private static OptimizerSettings fixed(
      PresetText call, LinearMemory memory, OptionalDouble c1, List<Double> law) {
    return new OptimizerSettings.FixedLaw(call.text(), memory, LearningRate.of(c1, 1), law);
  }

  private static LinearMemory custom(
      PresetText call, Optional<double[][]> p, Optional<double[]> v) {
    if (p.isEmpty() || v.isEmpty()) {
      throw new IllegalArgumentException(
          "`optimizer.P` and `optimizer.v` must be given with " + call.text());
    }
    if (call.arguments().isEmpty()) {
      return LinearMemory.custom(p.get(), v.get());
    }
    if (!call.arguments().equals(List.of("unstable"))) {
      throw PresetText.bad("rllc-custom or rllc-custom(unstable)", call.text());
    }
    return LinearMemory.unstable(p.get(), v.get());
  }

  private static boolean fixedLaw(PresetText call) {
    return List.of("sgd", "momentum", "nesterov", "aggmo").contains(call.name());
  }

  private static void refuse(boolean given, String key, String must, PresetText call) {
    if (given) {
      throw new IllegalArgumentException(
          "`optimizer." + key + "` must be " + must + " with preset " + call.text());
    }
  }

  private static List<Double> list(double[] numbers) {
    return java.util.Arrays.stream(numbers).boxed().toList();
  }
}
