package rllc.jobs.ablate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import rllc.settings.OptimizerSettings;
import rllc.settings.preset.Presets;

/**
 * One row of the study: units and what is done with them, before tuning.
 *
 * @param name for people
 * @param family of propagators; empty for a rival
 * @param units k; 0 for an optimizer without memory units
 * @param learns whether the law is corrected; else it stays as it starts
 * @param presets texts of presets that tuning chooses from
 * @param rates how many values of c1 tuning tries with each preset and law rate; 0 where there is
 *     no c1
 * @param laws law rates c2 that tuning chooses from
 */
record Variant(
    String name,
    String family,
    int units,
    boolean learns,
    List<String> presets,
    int rates,
    List<Double> laws) {
  /** Trials of each variant but L-BFGS, which has nothing to tune. */
  static final int TRIALS = 8;

  private static final List<Double> LAWS = List.of(0.01, 0.1);

  /** What units are measured against. */
  static List<Variant> rivals(boolean batches) {
    List<Variant> rivals = new ArrayList<>();
    rivals.add(rival("momentum", List.of("momentum(0.9)", "momentum(0.99)"), 1));
    rivals.add(rival("nesterov", List.of("nesterov(0.9)", "nesterov(0.99)"), 2));
    rivals.add(rival("adam", List.of("adam"), 0));
    if (!batches) {
      rivals.add(new Variant("lbfgs", "", 0, false, List.of("lbfgs"), 0, List.of()));
    }
    return rivals;
  }

  private static Variant rival(String name, List<String> presets, int units) {
    return new Variant(name, "", units, false, presets, TRIALS / presets.size(), List.of());
  }

  /**
   * Every propagator with every number of units, with a law that learns and with one that stays.
   */
  static List<Variant> memories(List<Integer> units) {
    List<Variant> all = new ArrayList<>();
    for (int k : units) {
      add(all, "multi-momentum", k, multiMomentum(k));
      add(all, "jordan", k, "jordan(0.5," + k + ")");
      if (k % 2 == 0) {
        add(all, "complex", k, complex(k));
      }
    }
    return all;
  }

  private static void add(List<Variant> all, String family, int k, String memory) {
    String name = family + " k=" + k;
    List<String> preset = List.of("rllc-" + memory);
    all.add(new Variant(name, family, k, true, preset, TRIALS / LAWS.size(), LAWS));
    all.add(new Variant(name + " c2=0", family, k, false, preset, TRIALS, List.of(0.0)));
  }

  /**
   * Memories as long as 1 to 100 steps, evenly on a logarithmic scale; of two units 1 and 10, of
   * one 10.
   */
  private static String multiMomentum(int k) {
    StringJoiner betas = new StringJoiner(",", "multi-momentum(", ")");
    for (int j = 0; j < k; j++) {
      double length = k == 1 ? 10 : Math.pow(k == 2 ? 10 : 100, (double) j / (k - 1));
      betas.add(Double.toString(1 - 1 / length));
    }
    return betas.toString();
  }

  /** Pairs that turn by angles evenly between 0 and pi, and shrink by 0.9 a step. */
  private static String complex(int k) {
    StringJoiner pairs = new StringJoiner(",", "blocks(", ")");
    for (int j = 0; j < k / 2; j++) {
      double angle = Math.PI * (j + 1) / (k / 2 + 1);
      pairs.add("complex(0.9," + angle + ")");
    }
    return pairs.toString();
  }

  /** The settings of {@code preset}, all that can be automatic being so. */
  static OptimizerSettings parsed(String preset) {
    OptionalDouble auto = OptionalDouble.empty();
    return Presets.parse(
        preset,
        auto,
        auto,
        Optional.empty(),
        Presets.RANK_TOLERANCE,
        Optional.empty(),
        Optional.empty());
  }
}
