package rllc.settings.preset;

import java.util.List;
import rllc.optim.LinearMemory;

/** The linear memories that have a name; the part of a preset after {@code rllc-}. */
final class MemoryPresets {
  /** Names and forms, in the order of the documentation. */
  static final List<String> FORMS =
      List.of(
          "momentum(b)",
          "sgd-momentum(b)",
          "multi-momentum(b1,b2,..)",
          "jordan(lambda,r)",
          "complex(rho,phi)",
          "blocks(preset,preset,..)");

  private MemoryPresets() {}

  /** The memory called {@code call.name()}, with or without {@code rllc-} before it. */
  static LinearMemory of(PresetText call) {
    try {
      return build(call);
    } catch (IllegalArgumentException e) {
      if (e.getMessage().startsWith("`optimizer.")) {
        throw e;
      }
      throw PresetText.bad("a memory that works (" + e.getMessage() + ")", call.text());
    }
  }

  private static LinearMemory build(PresetText call) {
    String name = call.name().startsWith("rllc-") ? call.name().substring(5) : call.name();
    return switch (name) {
      case "sgd" -> sgd(call);
      case "momentum" -> LinearMemory.momentum(call.numbers(1, "like rllc-momentum(0.9)")[0]);
      case "sgd-momentum" ->
          LinearMemory.sgdMomentum(call.numbers(1, "like rllc-sgd-momentum(0.9)")[0]);
      case "multi-momentum" ->
          LinearMemory.multiMomentum(call.numbers(0, "like rllc-multi-momentum(0,0.9,0.99)"));
      case "jordan" -> jordan(call);
      case "complex" -> complex(call.numbers(2, "like rllc-complex(0.9,pi/8)"));
      case "blocks" -> blocks(call);
      default -> throw PresetText.bad("one of sgd, " + String.join(", ", FORMS), call.text());
    };
  }

  private static LinearMemory sgd(PresetText call) {
    call.takesNoArguments();
    return LinearMemory.sgd();
  }

  private static LinearMemory jordan(PresetText call) {
    String form = "like rllc-jordan(0.8,2), the second an integer from 1";
    double[] numbers = call.numbers(2, form);
    if (numbers[1] != Math.rint(numbers[1]) || numbers[1] < 1) {
      throw PresetText.bad(form, call.text());
    }
    return LinearMemory.jordan(numbers[0], (int) numbers[1]);
  }

  private static LinearMemory complex(double[] numbers) {
    return LinearMemory.complex(numbers[0], numbers[1]);
  }

  private static LinearMemory blocks(PresetText call) {
    if (call.arguments().isEmpty()) {
      throw PresetText.bad("like rllc-blocks(sgd, jordan(0.8,2))", call.text());
    }
    return LinearMemory.blocks(
        call.arguments().stream()
            .map(part -> of(PresetText.of(part)))
            .toArray(LinearMemory[]::new));
  }
}
