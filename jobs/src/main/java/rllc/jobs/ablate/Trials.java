package rllc.jobs.ablate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import rllc.optim.Stability;
import rllc.settings.LearningRate;
import rllc.settings.OptimizerSettings;

/**
 * What tuning chooses from: rates around the one that would be automatic.
 *
 * @param batches whether steps look at batches
 * @param curvature largest eigenvalue of the Hessian
 * @param adamRate c1 of Adam as it would be automatic
 */
record Trials(boolean batches, double curvature, double adamRate) {
  /** Parts of the automatic rate, which is half of the largest stable one. */
  private static final double[] FULL = {1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2, 0.75, 1, 1.4, 1.8};

  private static final double[] FULL_FEW = {1.0 / 4, 1.0 / 2, 1, 1.8};

  /** Of a rate that a steady gradient moves theta by 1 / curvature with. */
  private static final double[] BATCH = {1.0 / 64, 1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2, 1, 2, 4};

  private static final double[] BATCH_FEW = {1.0 / 64, 1.0 / 8, 1.0 / 2, 2};
  private static final double[] ADAM = {1.0 / 32, 1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2, 1, 2, 4};

  /** A setting to try, and its name. */
  record Trial(String name, OptimizerSettings settings) {}

  List<Trial> of(Variant variant) {
    List<Trial> all = new ArrayList<>();
    for (String preset : variant.presets()) {
      OptimizerSettings settings = Variant.parsed(preset);
      if (settings instanceof OptimizerSettings.Rllc rllc) {
        for (double c2 : variant.laws()) {
          for (double part : parts(variant.rates())) {
            all.add(new Trial("c1 x " + part + ", c2 " + c2, with(rllc, part, c2)));
          }
        }
      } else if (settings instanceof OptimizerSettings.FixedLaw fixed) {
        for (double part : parts(variant.rates())) {
          LearningRate c1 = rate(fixed.c1(), part, Stability.gain(fixed.memory(), fixed.law()));
          all.add(
              new Trial(
                  preset + ", c1 x " + part,
                  new OptimizerSettings.FixedLaw(preset, fixed.memory(), c1, fixed.law())));
        }
      } else if (settings instanceof OptimizerSettings.Adam) {
        for (double part : ADAM) {
          OptionalDouble c1 = OptionalDouble.of(part * adamRate);
          all.add(new Trial("c1 x " + part, OptimizerSettings.Adam.standard(c1)));
        }
      } else {
        all.add(new Trial("nothing to tune", settings));
      }
    }
    return all;
  }

  private double[] parts(int count) {
    boolean few = count < Variant.TRIALS;
    return batches ? few ? BATCH_FEW : BATCH : few ? FULL_FEW : FULL;
  }

  private OptimizerSettings with(OptimizerSettings.Rllc rllc, double part, double c2) {
    return new OptimizerSettings.Rllc(
        rllc.preset(),
        rllc.memory(),
        rate(rllc.c1(), part, Stability.gain(rllc.memory(), rllc.law0())),
        c2,
        rllc.law0(),
        rllc.rankTolerance(),
        !batches,
        rllc.metric());
  }

  private LearningRate rate(LearningRate auto, double part, double gain) {
    return batches
        ? new LearningRate(true, part / (Math.abs(gain) * curvature))
        : new LearningRate(false, part * auto.value());
  }
}
