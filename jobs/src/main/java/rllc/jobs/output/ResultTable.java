package rllc.jobs.output;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The lines that a training ends with on standard output. */
public final class ResultTable {
  /** More classes than this are counted, not listed. */
  private static final int MOST_CLASSES = 10;

  private ResultTable() {}

  /** Aligned name and value, one a line. */
  public static String of(Map<String, Object> run, String folder) {
    Map<?, ?> seconds = map(run, "seconds");
    Map<?, ?> data = map(run, "data");
    Map<?, ?> optimizer = map(run, "optimizer");
    Map<?, ?> kernel = map(run, "kernel");
    StringBuilder table = new StringBuilder();
    line(table, "status", run.get("status") + " (" + run.get("reason") + ")");
    diagnosis(table, run);
    line(
        table,
        "data",
        format(
            "%,d rows x %,d features, %,d non-zeros, %s %s",
            data.get("rows"),
            data.get("features"),
            data.get("nonZeros"),
            data.get("family"),
            classes(data)));
    if (!data.get("badRows").equals(0L)) {
      line(table, "bad rows", format("%,d left out", data.get("badRows")));
    }
    line(table, "optimizer", optimizer.get("preset") + " (" + optimizer.get("reason") + ")");
    line(
        table,
        "kernel",
        kernel.get("use") + " " + kernel.get("isa") + ", " + kernel.get("precision"));
    line(table, "steps", format("%d, %.1f passes", run.get("steps"), run.get("passes")));
    line(
        table,
        "objective",
        number("%.12g", run.get("objective"))
            + ", gradient norm "
            + number("%.3g", run.get("gradNorm")));
    line(
        table,
        "seconds",
        format(
            "%.1f: load %.1f, steps %.1f (kernel %.1f, combine %.1f, broadcast %.1f, driver %.1f)",
            seconds.get("total"),
            seconds.get("load"),
            seconds.get("steps"),
            seconds.get("kernel"),
            seconds.get("combine"),
            seconds.get("broadcast"),
            seconds.get("driver")));
    metrics(table, "train", run);
    metrics(table, "test", run);
    validation(table, run);
    path(table, run);
    boolean trained = run.get("train") != null;
    line(table, trained ? "model" : "no model", trained ? folder + "/model" : "see " + folder);
    return table.toString();
  }

  private static void diagnosis(StringBuilder table, Map<String, Object> run) {
    if (run.get("diagnosis") instanceof List<?> found) {
      for (Object one : found) {
        Map<?, ?> sign = (Map<?, ?>) one;
        line(
            table,
            "diagnosis",
            format(
                "%s: %s; try %s=%s",
                sign.get("sign"), sign.get("finding"), sign.get("setting"), sign.get("remedy")));
      }
    }
  }

  private static String classes(Map<?, ?> data) {
    if (!(data.get("labels") instanceof List<?> labels) || labels.isEmpty()) {
      return "";
    }
    return labels.size() <= MOST_CLASSES
        ? labels.toString()
        : format(
            "%d classes from %s to %s",
            labels.size(), labels.get(0), labels.get(labels.size() - 1));
  }

  private static void path(StringBuilder table, Map<String, Object> run) {
    if (run.get("path") instanceof Map<?, ?> path
        && path.get("regParam") instanceof Double picked) {
      List<?> penalties = (List<?>) path.get("penalties");
      for (Object penalty : penalties) {
        Map<?, ?> row = (Map<?, ?>) penalty;
        if (picked.equals(row.get("regParam"))) {
          line(
              table,
              "path",
              format(
                  "regParam %.6g of %d, %s by %s %s, standard error %s; %.1f passes",
                  picked,
                  penalties.size(),
                  path.get("pick"),
                  path.get("metric"),
                  number("%.6g", row.get("score")),
                  number("%.2g", row.get("standardError")),
                  (Double) path.get("passes") + (Double) path.get("passesOfFolds")));
        }
      }
    }
  }

  private static void validation(StringBuilder table, Map<String, Object> run) {
    if (run.get("validation") instanceof Map<?, ?> validation) {
      line(
          table,
          "validation",
          format(
              "best %s %s at step %d, which is the model; %,d rows, %d scores in %.1f s",
              validation.get("metric"),
              number("%.6g", validation.get("best")),
              validation.get("step"),
              validation.get("rows"),
              validation.get("scored"),
              validation.get("seconds")));
    }
  }

  private static void metrics(StringBuilder table, String part, Map<String, Object> run) {
    if (run.get(part) instanceof Map<?, ?> metrics) {
      StringBuilder text = new StringBuilder();
      metrics.forEach(
          (name, value) ->
              text.append(
                  value == null ? name + " not defined  " : format("%s %.6g  ", name, value)));
      line(table, part, text.toString().strip());
    }
  }

  private static Map<?, ?> map(Map<String, Object> run, String field) {
    return (Map<?, ?>) run.get(field);
  }

  private static String number(String pattern, Object value) {
    return value == null ? "not finite" : format(pattern, value);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static void line(StringBuilder table, String name, String value) {
    table.append(format("%-10s %s%n", name, value));
  }
}
