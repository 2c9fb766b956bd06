package rllc.jobs.ablate;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What follows from a study's numbers, and from nothing else. */
final class Advice {
  private Advice() {}

  /** Sentences: which units, whether the law is worth it, and whether a classical method is. */
  static List<String> of(Study study) {
    List<Study.Result> learning = study.learning();
    Study.Result best = least(learning);
    List<Study.Comparison> toBest =
        Study.corrected(
            learning.stream()
                .filter(r -> r != best)
                .map(r -> new Study.Result[] {r, best})
                .toList());
    List<Study.Result> asGood = new ArrayList<>(List.of(best));
    toBest.stream().filter(c -> !c.worse()).forEach(c -> asGood.add(c.variant()));
    Study.Result smallest =
        asGood.stream()
            .min(
                Comparator.comparingInt((Study.Result r) -> r.variant().units())
                    .thenComparingDouble(Study.Result::mean))
            .orElseThrow();
    List<Study.Comparison> its =
        study.comparisons().stream().filter(c -> c.variant() == smallest).toList();
    List<String> advice = new ArrayList<>();
    advice.add(
        String.format(
            Locale.ROOT,
            "Of memories with a law take %s (mean gap 1e%.2f): the fewest units that are not"
                + " certainly worse than the best, %s (1e%.2f).",
            smallest.variant().name(),
            smallest.mean(),
            best.variant().name(),
            best.mean()));
    advice.add(law(its.get(its.size() - 1)));
    advice.add(rivals(study, smallest, its.subList(0, its.size() - 1)));
    return advice;
  }

  private static String law(Study.Comparison fixed) {
    String much = String.format(Locale.ROOT, "by a factor of %.3g", factor(fixed));
    return fixed.better()
        ? "The law is worth it: with the same units it lowers the gap " + much + "."
        : fixed.worse()
            ? "The law does harm: with the same units it raises the gap " + much + "."
            : "The law makes no certain difference to these units: c2 = 0 does as well.";
  }

  private static double factor(Study.Comparison comparison) {
    return Math.pow(10, Math.abs(comparison.difference()));
  }

  private static String rivals(
      Study study, Study.Result chosen, List<Study.Comparison> comparisons) {
    Study.Result best = least(study.rivals());
    String beaten = names(comparisons.stream().filter(Study.Comparison::better).toList());
    String beating = names(comparisons.stream().filter(Study.Comparison::worse).toList());
    String says =
        (beaten.isEmpty() ? "It beats no classical method" : "It beats " + beaten)
            + (beating.isEmpty() ? ", and none beats it" : ", and loses against " + beating);
    boolean worthIt = beating.isEmpty() && !beaten.isEmpty();
    String take = worthIt ? chosen.variant().name() : best.variant().name();
    return says + ". Of all that were tried take " + take + " here.";
  }

  private static String names(List<Study.Comparison> comparisons) {
    return comparisons.stream().map(c -> c.rival().variant().name()).collect(joining(", "));
  }

  private static Study.Result least(List<Study.Result> results) {
    return results.stream().min(Comparator.comparingDouble(Study.Result::mean)).orElseThrow();
  }
}
