package rllc.jobs.generate;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** How a label follows from the margin m = w.x + b, or from one margin m_k for each class. */
public enum SyntheticFamily {
  /** 1 with probability 1 / (1 + exp(-m)), else 0; then flipped with probability {@code noise}. */
  BINOMIAL(0) {
    @Override
    double label(double[] margins, double noise, NormalRandom random) {
      boolean one = random.nextDouble() < 1 / (1 + StrictMath.exp(-margins[0]));
      boolean flipped = random.nextDouble() < noise;
      return one != flipped ? 1 : 0;
    }

    @Override
    void checkNoise(double noise) {
      checkProbability(noise, 0.5, "a flipped label");
    }
  },

  /**
   * k = 0 .. K - 1 with probability exp(m_k) / sum_j exp(m_j); then, with probability {@code
   * noise}, another class in its place, each as likely.
   */
  MULTINOMIAL(0) {
    @Override
    double label(double[] margins, double noise, NormalRandom random) {
      int label = drawn(margins, random.nextDouble());
      boolean replaced = random.nextDouble() < noise;
      int others = margins.length - 1;
      return replaced ? (label + 1 + (int) (random.nextDouble() * others)) % margins.length : label;
    }

    @Override
    void checkNoise(double noise) {
      checkProbability(noise, 1, "a label of another class");
    }
  },

  /** m + {@code noise} * a standard normal number. */
  GAUSSIAN(1) {
    @Override
    double label(double[] margins, double noise, NormalRandom random) {
      return margins[0] + noise * random.nextNormal();
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
    throw new IllegalArgumentException(
        "`family` must be binomial, multinomial or gaussian, got " + name);
  }

  /** The noise where none is given: no label flipped, or a standard deviation of 1. */
  public double defaultNoise() {
    return defaultNoise;
  }

  /** The class whose part of the sum of exp(m_k) holds {@code share}, in [0, 1), of it. */
  private static int drawn(double[] margins, double share) {
    double largest = DoubleStream.of(margins).max().getAsDouble();
    double[] weights =
        DoubleStream.of(margins).map(margin -> StrictMath.exp(margin - largest)).toArray();
    double rest = share * DoubleStream.of(weights).sum();
    int label = 0;
    while (label < weights.length - 1 && rest >= weights[label]) {
      rest -= weights[label++];
    }
    return label;
  }

  private static void checkProbability(double noise, double most, String of) {
    if (!(noise >= 0 && noise <= most)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "`noise` must be a probability of %s from 0 to %s, got %s",
              of,
              most == 1 ? "1" : "" + most,
              noise));
    }
  }

  abstract double label(double[] margins, double noise, NormalRandom random);

  abstract void checkNoise(double noise);

  /** The name in settings: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
