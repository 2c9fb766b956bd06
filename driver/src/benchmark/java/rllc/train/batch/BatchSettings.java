package rllc.train.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Sweeps;
import rllc.optim.Adam;
import rllc.optim.Law;
import rllc.optim.LawBox;
import rllc.optim.LinearMemory;
import rllc.optim.Optimizer;
import rllc.optim.RllcOptimizer;
import rllc.settings.Schedule;

/**
 * What the tuned methods are tuned over: 8 rates, factors of 4, and every schedule. Rates are 4^-5
 * ... 4^2 / lambda, Adam's 1e-4 ... 1.6.
 *
 * @param name of the rate and the schedule, such as 4^-2 inverse
 */
record BatchSettings(String name, Optimizer optimizer, Schedule schedule) {
  static final Sweeps SWEEPS = Sweeps.of(KernelChoice.of(KernelMode.AUTO).kernels(), 1);

  private static final int RATES = 8;
  private static final double[] NESTEROV = {1, 0.9, 0};
  private static final LinearMemory UNITS = LinearMemory.multiMomentum(0, 0.9, 0.99);

  /** A method and its settings. */
  record Group(String name, List<BatchSettings> settings) {}

  static List<Group> classical(double lambda) {
    LinearMemory momentum = LinearMemory.momentum(0.9);
    LinearMemory both = LinearMemory.sgdMomentum(0.9);
    return List.of(
        group("SGD", 1 / lambda, c1 -> fixed(LinearMemory.sgd(), c1, 1)),
        group("momentum", 1 / lambda, c1 -> fixed(momentum, c1, 1)),
        group("Nesterov", 1 / lambda, c1 -> fixed(both, c1, 1, 0.9)),
        group("Adam", 1e-4 * Math.pow(4, 5), c1 -> new Adam(c1, 0.9, 0.999, 1e-8, SWEEPS)));
  }

  /** On units 0, 0.9 and 0.99: laws that stay, and laws that are corrected, boxed. */
  static List<Group> laws(double lambda) {
    List<BatchSettings> fixed = new ArrayList<>();
    for (double[] law : new double[][] {{1, 0, 0}, NESTEROV, {1, 0.9, 0.1}, {0, 0, 1}}) {
      String name = String.format("(%.3g, %.3g, %.3g) ", law[0], law[1], law[2]);
      fixed.addAll(settings(name, 1 / lambda, c1 -> fixed(UNITS, c1, law)));
    }
    List<BatchSettings> corrected = new ArrayList<>();
    for (double c2 : new double[] {0.01, 0.03, 0.1}) {
      Law law = new Law(c2, 1e-5, any -> true, Optional.of(LawBox.above(NESTEROV)));
      corrected.addAll(
          settings(
              "c2 = " + c2 + " ",
              1 / lambda,
              c1 -> new RllcOptimizer(UNITS, c1, NESTEROV, law, SWEEPS)));
    }
    return List.of(new Group("fixed law", fixed), new Group("law", corrected));
  }

  private static Optimizer fixed(LinearMemory memory, double c1, double... law) {
    return new RllcOptimizer(memory, c1, law, Law.FIXED, SWEEPS);
  }

  private static Group group(String name, double unit, DoubleFunction<Optimizer> method) {
    return new Group(name, settings("", unit, method));
  }

  private static List<BatchSettings> settings(
      String prefix, double unit, DoubleFunction<Optimizer> method) {
    List<BatchSettings> settings = new ArrayList<>();
    for (int power = -5; power < RATES - 5; power++) {
      for (Schedule schedule : Schedule.values()) {
        String name = prefix + "4^" + power + " " + schedule.name().toLowerCase(Locale.ROOT);
        settings.add(new BatchSettings(name, method.apply(unit * Math.pow(4, power)), schedule));
      }
    }
    return settings;
  }
}
