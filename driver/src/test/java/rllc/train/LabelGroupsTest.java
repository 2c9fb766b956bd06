package rllc.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;

/** The correlation ratio is that of the textbook's two loops. */
class LabelGroupsTest {
  /** Rows of one feature, in blocks of ten. */
  private static List<Block> rows(double[] labels, double[] weights) {
    BlockBuilder builder = new BlockBuilder(1);
    for (int i = 0; i < labels.length; i++) {
      builder.addDense(labels[i], weights[i], new double[] {i});
      if (i % 10 == 9) {
        builder.finish();
      }
    }
    builder.finish();
    return builder.drain();
  }

  @Test
  void betweenIsVarianceOfMeansOverVariance() {
    SplittableRandom random = new SplittableRandom(3);
    List<double[]> labels = new ArrayList<>();
    List<double[]> weights = new ArrayList<>();
    LabelGroups groups = new LabelGroups(1);
    double sum = 0;
    double weight = 0;
    for (int g = 0; g < 3; g++) {
      double shift = g;
      labels.add(random.doubles(20 + 5 * g).map(x -> 1e3 + x + shift).toArray());
      weights.add(random.doubles(20 + 5 * g).toArray());
      groups.add(rows(labels.get(g), weights.get(g)));
      sum += dot(labels.get(g), weights.get(g));
      weight += dot(ones(labels.get(g)), weights.get(g));
    }
    double between = 0;
    double all = 0;
    for (int g = 0; g < 3; g++) {
      double own = dot(ones(labels.get(g)), weights.get(g));
      double mean = dot(labels.get(g), weights.get(g)) / own;
      between += own * Math.pow(mean - sum / weight, 2);
      for (int i = 0; i < labels.get(g).length; i++) {
        all += weights.get(g)[i] * Math.pow(labels.get(g)[i] - sum / weight, 2);
      }
    }
    assertEquals(between / all, groups.between(), 1e-9);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] ones(double[] like) {
    double[] ones = new double[like.length];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void classesAreNoNumbers() {
    LabelGroups alike = new LabelGroups(3);
    LabelGroups apart = new LabelGroups(3);
    double[] weights = {1, 1, 1, 1};
    // The same mean number, other classes.
    apart.add(rows(new double[] {1, 1, 1, 1}, weights));
    apart.add(rows(new double[] {0, 2, 0, 2}, weights));
    alike.add(rows(new double[] {0, 1, 2, 2}, weights));
    alike.add(rows(new double[] {2, 0, 2, 1}, weights));
    // Squares within: 0 and 2; between: 2 * 4 * (1/4 + 1/16 + 1/16).
    assertEquals(3.0 / 5, apart.between(), 1e-12);
    assertEquals(0, alike.between(), 1e-12);
  }

  @Test
  void labelsOfOneKindAreNotApart() {
    LabelGroups groups = new LabelGroups(1);
    groups.add(rows(new double[] {1, 1}, new double[] {1, 0}));
    groups.add(List.of());
    groups.add(rows(new double[] {1}, new double[] {2}));
    assertEquals(0, groups.between());
  }
}
