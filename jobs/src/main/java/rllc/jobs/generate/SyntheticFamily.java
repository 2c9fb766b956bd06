package rllc.jobs.generate;

import java.util.Locale;

/** How a label follows from the margin m = w.x + b. */
public enum SyntheticFamily {
  /** 1 with probability 1 / (1 + exp(-m)), else 0; then flipped with probability {@code noise}. */
  BINOMIAL(0) {
    @Override
    double label(double margin, double noise, NormalRandom random) {
      boolean one = random.nextDouble() < 1 / (1 + StrictMath.exp(-margin));
      boolean flipped = random.nextDouble() < noise;
      return one != flipped ? 1 : 0;
    }

    @Override
    void checkNoise(double noise) {
      if (!(noise >= 0 && noise <= 0.5)) {
        throw new IllegalArgumentException(
            "`noise` must be a probability of a flipped label from 0 to 0.5, got " + noise);
      }
    }
  },

  /** m + {@code noise} * a standard normal number. */
  GAUSSIAN(1) {
    @Override
    double label(double margin, double noise, NormalRandom random) {
      return margin + noise * random.nextNormal();
    }

    @Override
    void checkNoise(double noise) {
      if (!(noise >= 0 && noise <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "`noise` must be a standard deviation of at least 0, got " + noise);
      }
    }
  };

  private final double defaultNoise;

  SyntheticFamily(double defaultNoise) {
    this.defaultNoise = defaultNoise;
  }

  /**
   * The family of that name, such as {@code "binomial"}.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static SyntheticFamily of(String name) {
    for (SyntheticFamily family : values()) {
      if (family.toString().equals(name)) {
        return family;
      }
    }
    throw new IllegalArgumentException("`family` must be binomial or gaussian, got " + name);
  }

  /** The noise where none is given: no label flipped, or a standard deviation of 1. */
  public double defaultNoise() {
    return defaultNoise;
  }

  abstract double label(double margin, double noise, NormalRandom random);

  abstract void checkNoise(double noise);

  /** The name in settings: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
