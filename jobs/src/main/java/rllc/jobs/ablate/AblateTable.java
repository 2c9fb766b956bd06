package rllc.jobs.ablate;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A study as ablate.json has it, and as the screen shows it. */
final class AblateTable {
  private AblateTable() {}

  static Map<String, Object> fields(Study study) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("batches", study.batches());
    fields.put("advice", Advice.of(study));
    fields.put("results", study.results().stream().map(AblateTable::result).toList());
    fields.put("comparisons", study.comparisons().stream().map(AblateTable::comparison).toList());
    return fields;
  }

  private static Map<String, Object> result(Study.Result result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", result.variant().name());
    fields.put("family", result.variant().family());
    fields.put("units", result.variant().units());
    fields.put("learns", result.variant().learns());
    fields.put("tuned", result.trial());
    fields.put("mean", result.mean());
    fields.put("halfWidth", Paired.halfWidth(result.gaps()));
    fields.put("gaps", result.gaps());
    return fields;
  }

  private static Map<String, Object> comparison(Study.Comparison comparison) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("variant", comparison.variant().variant().name());
    fields.put("rival", comparison.rival().variant().name());
    fields.put("difference", comparison.difference());
    fields.put("p", comparison.p());
    return fields;
  }

  /** The best first, and what follows. */
  static String text(Study study) {
    StringBuilder text = new StringBuilder();
    text.append(study.batches() ? "batches of 1 % of the rows" : "all rows in each step");
    text.append(String.format("%n%-28s %14s   %s%n", "", "log10 gap", "tuned"));
    List<Study.Result> sorted =
        study.results().stream().sorted(Comparator.comparingDouble(Study.Result::mean)).toList();
    for (Study.Result result : sorted) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-28s %6.2f +- %4.2f   %s%n",
              result.variant().name(),
              result.mean(),
              Paired.halfWidth(result.gaps()),
              result.trial()));
    }
    Advice.of(study).forEach(line -> text.append(line).append(System.lineSeparator()));
    return text.append(System.lineSeparator()).toString();
  }
}
