package rllc.settings.preset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import rllc.optim.LinearMemory;
import rllc.settings.LawDefaults;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.settings.SpellingHint;

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

  private static final List<String> FIXED_LAWS = List.of("sgd", "momentum", "nesterov", "aggmo");

  /** Default of {@code optimizer.rankTolerance}. */
  public static final double RANK_TOLERANCE = 1e-5;

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
    checkName(call);
    boolean custom = call.name().equals("rllc-custom");
    if (!custom) {
      refuse("P", "absent", p.map(Arrays::deepToString), call);
      refuse("v", "absent", v.map(Arrays::toString), call);
    }
    if (call.name().startsWith("rllc-")) {
      LinearMemory memory = custom ? custom(call, p, v) : MemoryPresets.of(call);
      List<Double> law = law0.map(Presets::list).orElseGet(() -> LawDefaults.law0(memory));
      return new OptimizerSettings.Rllc(
          call.text(),
          memory,
          LawDefaults.c1(c1, memory, LawDefaults.checked(law, memory)),
          c2.orElse(LawDefaults.C2),
          law,
          rankTolerance,
          c1.isEmpty() && c2.isEmpty(),
          Metric.IDENTITY);
    }
    refuse("law0", "auto", law0.map(Arrays::toString), call);
    if (!(FIXED_LAWS.contains(call.name()) && c2.orElse(0) == 0)) {
      refuse("c2", "auto", text(c2), call);
    }
    return withoutLaw(call, c1);
  }

  /**
   * The same without the companions that only few need.
   *
   * @throws IllegalArgumentException also for rllc-custom, which needs them
   */
  public static OptimizerSettings parse(String preset, OptionalDouble c1, OptionalDouble c2) {
    return parse(
        preset, c1, c2, Optional.empty(), RANK_TOLERANCE, Optional.empty(), Optional.empty());
  }

  /** The keys of {@code optimizer.*} that {@code preset} takes beside its own arguments. */
  public static Set<String> companions(String preset) {
    PresetText call = PresetText.of(preset);
    checkName(call);
    if (call.name().equals("rllc-custom")) {
      return Set.of("c1", "c2", "law0", "P", "v", "batch", "schedule", "average");
    }
    if (call.name().startsWith("rllc-")) {
      return Set.of("c1", "c2", "law0", "batch", "schedule", "average");
    }
    if (call.name().equals("auto")) {
      return Set.of("batch");
    }
    boolean rate = FIXED_LAWS.contains(call.name()) || call.name().equals("adam");
    return rate ? Set.of("c1", "batch", "schedule", "average") : Set.of();
  }

  /**
   * {@code settings} with {@code optimizer.metric}.
   *
   * @param metric empty for auto
   * @param c2 as {@link #parse} had it: what is automatic depends on the metric
   * @throws IllegalArgumentException where the preset has no use for the metric
   */
  public static OptimizerSettings withMetric(
      OptimizerSettings settings, Optional<Metric> metric, OptionalDouble c2) {
    if (metric.isEmpty()) {
      return settings;
    }
    if (settings instanceof OptimizerSettings.Auto auto) {
      return new OptimizerSettings.Auto(metric, auto.c1());
    }
    if (settings instanceof OptimizerSettings.Rllc rllc) {
      return metric.get() == Metric.IDENTITY ? rllc : LawDefaults.inMetric(rllc, metric.get(), c2);
    }
    throw new IllegalArgumentException(
        "`optimizer.metric` must be auto with preset "
            + settings.preset()
            + ", got "
            + metric.get().name().toLowerCase(Locale.ROOT));
  }

  /** Every preset, by an example. */
  public static List<PresetInfo> all() {
    String c1 = "half of the largest stable step, 0.5 s / curvature";
    String c2 =
        LawDefaults.C2
            + " ("
            + LawDefaults.C2_IN_METRIC
            + " in another metric), cut where the law would become unstable at the curvature";
    return List.of(
        new PresetInfo("auto", example("auto"), "-", "-"),
        new PresetInfo(
            "auto (pilot + secant law)",
            new OptimizerSettings.PilotNewton(Optional.empty()),
            "1, or what the step sample says",
            "-"),
        new PresetInfo("auto (secant law)", new OptimizerSettings.PairsBySizes(), "1", "-"),
        new PresetInfo("auto (Newton)", new OptimizerSettings.Newton(true), "1", "-"),
        new PresetInfo("auto (proximal Newton)", new OptimizerSettings.Newton(false), "1", "-"),
        new PresetInfo("rllc-momentum(b)", example("rllc-momentum(0.9)"), c1, c2),
        new PresetInfo("rllc-sgd-momentum(b)", example("rllc-sgd-momentum(0.9)"), c1, c2),
        new PresetInfo(
            "rllc-multi-momentum(b1,b2,..)", example("rllc-multi-momentum(0.5,0.9)"), c1, c2),
        new PresetInfo("rllc-jordan(l,r)", example("rllc-jordan(0.8,2)"), c1, c2),
        new PresetInfo("rllc-complex(rho,phi)", example("rllc-complex(0.7,pi/8)"), c1, c2),
        new PresetInfo("rllc-blocks(..)", example("rllc-blocks(sgd,jordan(0.8,2))"), c1, c2),
        new PresetInfo("rllc-custom", customExample(), c1, c2),
        new PresetInfo("sgd", example("sgd"), c1, "0"),
        new PresetInfo("momentum(b)", example("momentum(0.9)"), c1, "0"),
        new PresetInfo("nesterov(b)", example("nesterov(0.9)"), c1, "0"),
        new PresetInfo("aggmo(b1,..)", example("aggmo(0,0.9)"), c1, "0"),
        new PresetInfo("adam", example("adam"), "g.s / s.Hs with s = sign(g) at the start", "-"),
        new PresetInfo("lbfgs", example("lbfgs"), "-", "-"),
        new PresetInfo("auto or lbfgs (with bounds)", new OptimizerSettings.Lbfgsb(), "-", "-"),
        new PresetInfo("owlqn", example("owlqn"), "-", "-"));
  }

  private static OptimizerSettings example(String preset) {
    return parse(preset, OptionalDouble.empty(), OptionalDouble.empty());
  }

  private static OptimizerSettings customExample() {
    LinearMemory memory = LinearMemory.jordan(0.5, 2);
    OptionalDouble auto = OptionalDouble.empty();
    return parse(
        "rllc-custom",
        auto,
        auto,
        Optional.empty(),
        RANK_TOLERANCE,
        Optional.of(memory.propagator()),
        Optional.of(memory.input()));
  }

  private static void checkName(PresetText call) {
    if (!NAMES.contains(call.name())) {
      throw PresetText.bad(
          "one of " + String.join(", ", NAMES) + SpellingHint.hint(call.name(), NAMES),
          call.text());
    }
  }

  private static OptimizerSettings withoutLaw(PresetText call, OptionalDouble c1) {
    return switch (call.name()) {
      case "sgd", "momentum" -> fixed(call, MemoryPresets.of(call), c1, List.of(1.0));
      case "nesterov" -> {
        double beta = call.numbers(1, "like nesterov(0.9)")[0];
        yield fixed(call, memory(call, "sgd-momentum"), c1, List.of(1.0, beta));
      }
      case "aggmo" -> {
        double[] betas = call.numbers(0, "like aggmo(0,0.9,0.99)");
        List<Double> law = Stream.generate(() -> 1.0 / betas.length).limit(betas.length).toList();
        yield fixed(call, memory(call, "multi-momentum"), c1, law);
      }
      case "auto" -> {
        call.takesNoArguments();
        yield new OptimizerSettings.Auto(Optional.empty(), c1);
      }
      case "adam" -> {
        call.takesNoArguments();
        yield OptimizerSettings.Adam.standard(c1);
      }
      case "lbfgs" -> {
        call.takesNoArguments();
        refuse("c1", "auto", text(c1), call);
        yield new OptimizerSettings.Lbfgs();
      }
      case "owlqn" -> {
        call.takesNoArguments();
        refuse("c1", "auto", text(c1), call);
        yield new OptimizerSettings.Owlqn();
      }
      default -> throw new IllegalStateException("no settings for " + call.name());
    };
  }

  private static OptimizerSettings fixed(
      PresetText call, LinearMemory memory, OptionalDouble c1, List<Double> law) {
    return new OptimizerSettings.FixedLaw(
        call.text(), memory, LawDefaults.c1(c1, memory, law), law);
  }

  private static LinearMemory memory(PresetText call, String name) {
    return MemoryPresets.of(new PresetText(call.text(), name, call.arguments()));
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

  private static void refuse(String key, String must, Optional<String> got, PresetText call) {
    if (got.isPresent()) {
      throw new IllegalArgumentException(
          "`optimizer."
              + key
              + "` must be "
              + must
              + " with preset "
              + call.text()
              + ", got "
              + got.get());
    }
  }

  private static Optional<String> text(OptionalDouble number) {
    return number.isPresent()
        ? Optional.of(Double.toString(number.getAsDouble()))
        : Optional.empty();
  }

  private static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
