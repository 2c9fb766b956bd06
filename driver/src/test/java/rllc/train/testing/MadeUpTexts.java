package rllc.train.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;

/**
 * Texts of two classes. Word j has the share 1 / (j + 2) of all words (Zipf's law); a fifth of the
 * words lean to one class, and a text of the other one has them a third as often. A third of the
 * texts have label 1.
 */
public final class MadeUpTexts {
  private static final long SEED = 7;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final double[] shares;

  /** 0 for both classes, 1 or -1 for words of one. */
  private final int[] leaning;

  private MadeUpTexts(int words) {
    shares = new double[words];
    leaning = new int[words];
    double sum = 0;
    for (int j = 0; j < words; j++) {
      sum += 1.0 / (j + 2);
      shares[j] = sum;
      leaning[j] = random.nextInt(5) == 0 ? (random.nextBoolean() ? 1 : -1) : 0;
    }
  }

  /**
   * Counts of words.
   *
   * @param length mean length of a text; lengths vary by half of it
   */
  public static List<Block> counts(int texts, int words, int length) {
    return blocks(texts, words, length, false);
  }

  /** Counts times log(texts / texts with the word), each text scaled to norm 1. */
  public static List<Block> weighted(int texts, int words, int length) {
    return blocks(texts, words, length, true);
  }

  private static List<Block> blocks(int texts, int words, int length, boolean weighted) {
    MadeUpTexts maker = new MadeUpTexts(words);
    List<TreeMap<Integer, Double>> all = new ArrayList<>();
    double[] labels = new double[texts];
    int[] having = new int[words];
    for (int i = 0; i < texts; i++) {
      labels[i] = maker.random.nextInt(3) == 0 ? 1 : 0;
      TreeMap<Integer, Double> text = maker.text(labels[i], length);
      text.keySet().forEach(word -> having[word]++);
      all.add(text);
    }
    BlockBuilder builder = new BlockBuilder(words);
    for (int i = 0; i < texts; i++) {
      TreeMap<Integer, Double> text = all.get(i);
      if (weighted) {
        text.replaceAll((word, count) -> count * Math.log((double) texts / having[word]));
        double norm = Math.sqrt(text.values().stream().mapToDouble(x -> x * x).sum());
        text.replaceAll((word, value) -> value / norm);
      }
      int[] indices = text.keySet().stream().mapToInt(Integer::intValue).toArray();
      double[] values = text.values().stream().mapToDouble(Double::doubleValue).toArray();
      builder.addSparse(labels[i], 1, indices, values);
    }
    builder.finish();
    return builder.drain();
  }

  private TreeMap<Integer, Double> text(double label, int length) {
    TreeMap<Integer, Double> text = new TreeMap<>();
    int left = length / 2 + random.nextInt(length);
    while (left > 0) {
      int at = Arrays.binarySearch(shares, random.nextDouble() * shares[shares.length - 1]);
      int word = at < 0 ? -at - 1 : at;
      boolean other = leaning[word] != 0 && leaning[word] > 0 != label > 0;
      if (!other || random.nextInt(3) == 0) {
        text.merge(word, 1.0, Double::sum);
        left--;
      }
    }
    return text;
  }
}
