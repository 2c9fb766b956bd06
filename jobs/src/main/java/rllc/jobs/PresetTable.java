package rllc.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import rllc.settings.LearningRate;
import rllc.settings.LinearMemory;
import rllc.settings.OptimizerSettings;
import rllc.settings.Presets;

/** Every preset by an example: P, v, L0 and what auto means for c1 and c2. */
final class PresetTable {
  private static final List<String> EXAMPLES =
      List.of(
          "rllc-momentum(0.9)",
          "rllc-sgd-momentum(0.9)",
          "rllc-multi-momentum(0,0.9,0.99)",
          "rllc-jordan(0.8,2)",
          "rllc-complex(0.9,pi/8)",
          "rllc-blocks(momentum(0.9),complex(0.9,pi/8))",
          "sgd",
          "momentum(0.9)",
          "nesterov(0.9)",
          "aggmo(0,0.9,0.99)");

  private PresetTable() {}

  static String text() {
    StringBuilder text = new StringBuilder("presets (the numbers in parentheses are yours)\n");
    for (String example : EXAMPLES) {
      append(text, example);
    }
    text.append("rllc-custom\n  P and v as `optimizer.P` and `optimizer.v`\n");
    text.append("adam\n  c1 auto: from the curvature along the signs of the first gradient\n");
    text.append("lbfgs\n  Breeze's L-BFGS, history 10, as MLlib runs it\n");
    text.append("auto\n  chooses among these; the choice and its reason are in run.json\n");
    return text.toString();
  }

  private static void append(StringBuilder text, String example) {
    OptimizerSettings settings =
        Presets.parse(
            example,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            1e-5,
            Optional.empty(),
            Optional.empty());
    text.append(example).append('\n');
    if (settings instanceof OptimizerSettings.Rllc rllc) {
      memory(text, rllc.memory(), rllc.law0(), rllc.c1(), rllc.c2());
    } else if (settings instanceof OptimizerSettings.FixedLaw fixed) {
      memory(text, fixed.memory(), fixed.law(), fixed.c1(), 0);
    }
  }

  private static void memory(
      StringBuilder text, LinearMemory memory, List<Double> law0, LearningRate c1, double c2) {
    text.append("  P = ").append(Arrays.deepToString(memory.propagator()));
    text.append("  v = ").append(Arrays.toString(memory.input()));
    text.append("  L0 = ").append(law0).append('\n');
    text.append("  c1 auto = ").append(c1.value()).append(" / largest curvature at the start");
    text.append("  c2 auto = ").append(c2).append('\n');
  }
}
