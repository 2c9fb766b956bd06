package rllc.jobs.generate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import rllc.settings.ModelSettings.Family;

/**
 * Row i of a synthetic data set, a function of the settings and i alone.
 *
 * <p>Feature j is normal with deviation s_j = condition^(-j / (2 (d - 1))), so that the largest
 * variance is {@code condition} times the smallest; a sparse row has {@code nonZeros} different
 * features, feature indices drawn evenly. The coefficient of feature j is z_j / (s_j sqrt(r)) with
 * z_j standard normal and r the features of a row: every feature matters alike, and the margin has
 * a variance of about 1 (times 4 for the binomial family, so that labels can be learned).
 */
final class RowMaker implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Family family;
  private final int nonZeros;
  private final boolean sparse;
  private final double noise;
  private final long seed;
  private final double[] scales;
  private final double[] coefficients;
  private final double intercept;

  RowMaker(GenerateSettings settings) {
    int d = settings.features();
    family = settings.family();
    sparse = settings.nonZeros().isPresent();
    nonZeros = settings.nonZeros().orElse(d);
    noise = settings.noise();
    seed = settings.seed();
    scales = new double[d];
    coefficients = new double[d];
    SplittableRandom random = new SplittableRandom(seed);
    double size = (family == Family.BINOMIAL ? 2 : 1) / Math.sqrt(nonZeros);
    for (int j = 0; j < d; j++) {
      double exponent = d == 1 ? 0 : -j / (2.0 * (d - 1));
      scales[j] = StrictMath.pow(settings.condition(), exponent);
      coefficients[j] = size * normal(random) / scales[j];
    }
    intercept = 0.5;
  }

  double[] coefficients() {
    return coefficients.clone();
  }

  double intercept() {
    return intercept;
  }

  Row row(long number) {
    // The golden ratio's bits spread neighbouring numbers over the generator's seeds.
    SplittableRandom random =
        new SplittableRandom(seed ^ (number + 1) * 0x9E3779B97F4A7C15L).split();
    int[] indices = sparse ? indices(random) : null;
    double[] values = new double[nonZeros];
    double margin = intercept;
    for (int k = 0; k < nonZeros; k++) {
      int j = sparse ? indices[k] : k;
      values[k] = scales[j] * normal(random);
      margin += coefficients[j] * values[k];
    }
    Vector features =
        sparse ? Vectors.sparse(scales.length, indices, values) : Vectors.dense(values);
    return RowFactory.create(features, label(margin, random));
  }

  private double label(double margin, SplittableRandom random) {
    if (family == Family.GAUSSIAN) {
      return margin + noise * normal(random);
    }
    boolean positive = random.nextDouble() < 1 / (1 + StrictMath.exp(-margin));
    boolean flipped = random.nextDouble() < noise;
    return positive != flipped ? 1 : 0;
  }

  /** Different indices, ascending, each set as likely as any other (Floyd's algorithm). */
  private int[] indices(SplittableRandom random) {
    int d = scales.length;
    int[] chosen = new int[nonZeros];
    java.util.HashSet<Integer> seen = new java.util.HashSet<>();
    for (int k = 0; k < nonZeros; k++) {
      int last = d - nonZeros + k;
      int candidate = random.nextInt(last + 1);
      chosen[k] = seen.add(candidate) ? candidate : last;
      seen.add(chosen[k]);
    }
    Arrays.sort(chosen);
    return chosen;
  }

  /** Standard normal by Box and Muller, in StrictMath: the same on every platform. */
  private static double normal(SplittableRandom random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
