package rllc.jobs.ablate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import rllc.jobs.ablate.Trials.Trial;

/**
 * All variants of one regime, tuned and measured.
 *
 * @param batches whether steps look at batches
 * @param results the rivals first
 */
record Study(boolean batches, List<Result> results) {
  /** Gaps below this are rounding. */
  private static final double FLOOR = 1e-12;

  /** A run that diverged counts as one that ended ten times as far from the optimum as it began. */
  private static final double DIVERGED = 10;

  /** Below this a difference is called one. */
  static final double LEVEL = 0.05;

  /**
   * A variant as tuned.
   *
   * @param trial what tuning chose
   * @param gaps log10 of (f - f*) / (f(0) - f*) at the end, one for each seed
   */
  record Result(Variant variant, String trial, double[] gaps) {
    double mean() {
      return Paired.mean(gaps);
    }
  }

  /**
   * A variant against another.
   *
   * @param difference of the mean gaps, in powers of ten; below 0 the variant is better
   * @param p of the paired test, corrected by Holm for all of the study
   */
  record Comparison(Result variant, Result rival, double difference, double p) {
    boolean certain() {
      return p < LEVEL;
    }

    boolean better() {
      return certain() && difference < 0;
    }

    boolean worse() {
      return certain() && difference > 0;
    }
  }

  /**
   * Measures: each variant is tuned on a draw of its own, then run on every seed's draw. Runs go
   * side by side; each is a function of its settings and seed, so their order changes nothing.
   *
   * @param told of each variant that is done
   */
  static Study of(Lab lab, List<Variant> variants, Trials trials, int seeds, Runnable told) {
    double[][] ends =
        LongStream.rangeClosed(0, seeds)
            .parallel()
            .mapToObj(i -> lab.ends(i == 0 ? Lab.TUNING_SEED : i))
            .toArray(double[][]::new);
    List<List<Double>> losses = new ArrayList<>();
    List<String> chosen = new ArrayList<>();
    for (Variant variant : variants) {
      Trial best = best(lab, trials.of(variant), trials.batches());
      chosen.add(best.name());
      losses.add(
          LongStream.rangeClosed(1, seeds)
              .parallel()
              .mapToObj(seed -> lab.loss(best.settings(), trials.batches(), seed))
              .toList());
      told.run();
    }
    List<Result> results = new ArrayList<>();
    for (int v = 0; v < variants.size(); v++) {
      double[] gaps = new double[seeds];
      for (int i = 0; i < seeds; i++) {
        gaps[i] = logGap(losses.get(v).get(i), ends[i + 1][0], least(losses, i, ends[i + 1][1]));
      }
      results.add(new Result(variants.get(v), chosen.get(v), gaps));
    }
    return new Study(trials.batches(), results);
  }

  private static Trial best(Lab lab, List<Trial> trials, boolean batches) {
    double[] losses =
        IntStream.range(0, trials.size())
            .parallel()
            .mapToDouble(i -> lab.loss(trials.get(i).settings(), batches, Lab.TUNING_SEED))
            .toArray();
    int best = 0;
    for (int i = 1; i < losses.length; i++) {
      best = losses[i] < losses[best] ? i : best;
    }
    return trials.get(best);
  }

  private static double least(List<List<Double>> losses, int seed, double known) {
    return losses.stream().mapToDouble(of -> of.get(seed)).reduce(known, Math::min);
  }

  private static double logGap(double loss, double first, double least) {
    double gap = (loss - least) / (first - least);
    return Math.log10(gap <= DIVERGED ? Math.max(FLOOR, gap) : DIVERGED);
  }

  List<Result> rivals() {
    return results.stream().filter(r -> r.variant().family().isEmpty()).toList();
  }

  /** Those with a law that learns. */
  List<Result> learning() {
    return results.stream().filter(r -> r.variant().learns()).toList();
  }

  /** Each variant with a law that learns against each rival and against its own units without. */
  List<Comparison> comparisons() {
    List<Result[]> pairs = new ArrayList<>();
    for (Result variant : learning()) {
      rivals().forEach(rival -> pairs.add(new Result[] {variant, rival}));
      pairs.add(new Result[] {variant, fixed(variant)});
    }
    return corrected(pairs);
  }

  /** The same units with a law that stays. */
  private Result fixed(Result variant) {
    String name = variant.variant().name() + " c2=0";
    return results.stream().filter(r -> r.variant().name().equals(name)).findFirst().orElseThrow();
  }

  static List<Comparison> corrected(List<Result[]> pairs) {
    double[] p =
        Paired.holm(pairs.stream().map(pair -> Paired.p(pair[0].gaps(), pair[1].gaps())).toList());
    return IntStream.range(0, pairs.size())
        .mapToObj(
            i -> {
              Result[] pair = pairs.get(i);
              return new Comparison(pair[0], pair[1], pair[0].mean() - pair[1].mean(), p[i]);
            })
        .toList();
  }
}
