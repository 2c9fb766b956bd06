package rllc.jobs.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** compare.json's rows as lines for people. */
public final class CompareTable {
  private CompareTable() {}

  /** One line an optimizer under a heading, columns aligned. */
  public static String of(Map<String, Object> comparison) {
    List<List<String>> rows = new ArrayList<>();
    List<?> runs = (List<?>) comparison.get("runs");
    rows.add(heading(runs));
    runs.forEach(run -> rows.add(row((Map<?, ?>) run)));
    return aligned(rows);
  }

  private static List<String> heading(List<?> runs) {
    List<String> heading =
        new ArrayList<>(List.of("optimizer", "status", "objective", "steps", "passes", "seconds"));
    Gap.LEVELS.forEach(level -> heading.add("passes to " + level));
    Gap.LEVELS.forEach(level -> heading.add("seconds to " + level));
    for (Object run : runs) {
      if (((Map<?, ?>) run).get("test") instanceof Map<?, ?> test) {
        heading.add("test " + test.keySet().iterator().next());
        break;
      }
    }
    return heading;
  }

  private static List<String> row(Map<?, ?> run) {
    List<String> row = new ArrayList<>();
    String optimizer = (String) run.get("optimizer");
    String preset = (String) run.get("preset");
    row.add(optimizer.equals(preset) ? optimizer : optimizer + " = " + preset);
    row.add((String) run.get("status"));
    row.add(number("%.10g", run.get("objective")));
    row.add(String.valueOf(run.get("steps")));
    row.add(number("%.1f", run.get("passes")));
    row.add(number("%.2f", run.get("seconds")));
    ((Map<?, ?>) run.get("passesTo")).values().forEach(cost -> row.add(number("%.1f", cost)));
    ((Map<?, ?>) run.get("secondsTo")).values().forEach(cost -> row.add(number("%.2f", cost)));
    if (run.get("test") instanceof Map<?, ?> test) {
      row.add(number("%.6g", test.values().iterator().next()));
    }
    return row;
  }

  private static String number(String pattern, Object value) {
    return value == null ? "-" : String.format(Locale.ROOT, pattern, value);
  }

  private static String aligned(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.size(); c++) {
        int column = c;
        int width =
            rows.stream()
                .filter(other -> other.size() > column)
                .mapToInt(other -> other.get(column).length())
                .max()
                .orElse(0);
        // Words to the left, numbers to the right.
        line.append(
            String.format(
                Locale.ROOT, c < 2 ? "%-" + width + "s  " : "%" + width + "s  ", row.get(c)));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }
}
