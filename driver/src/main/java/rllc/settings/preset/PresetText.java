package rllc.settings.preset;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a preset taken apart: a name and its arguments, which may be presets themselves.
 *
 * @param text all of it
 */
record PresetText(String text, String name, List<String> arguments) {
  private static final Pattern CALL = Pattern.compile("([a-z][a-z0-9-]*)\\s*(?:\\((.*)\\))?");
  private static final Pattern PI =
      Pattern.compile("([+-]?)(?:([0-9.]+)\\s*\\*?\\s*)?pi(?:\\s*/\\s*([0-9.]+))?");

  /** Takes {@code text} apart, or says that it is no preset at all. */
  static PresetText of(String text) {
    Matcher matcher = CALL.matcher(text.strip());
    if (!matcher.matches()) {
      throw bad("a name with arguments such as rllc-momentum(0.9)", text);
    }
    List<String> arguments = matcher.group(2) == null ? List.of() : split(matcher.group(2), text);
    return new PresetText(text.strip(), matcher.group(1), arguments);
  }

  /**
   * The arguments as numbers, exactly {@code count} of them, or any number from 1 where it is 0.
   */
  double[] numbers(int count, String form) {
    if (arguments.isEmpty() || (count > 0 && arguments.size() != count)) {
      throw bad(form, text);
    }
    return arguments.stream().mapToDouble(argument -> number(argument, form)).toArray();
  }

  /** Refuses arguments where there are none to give. */
  void takesNoArguments() {
    if (!arguments.isEmpty()) {
      throw bad(name + ", without arguments", text);
    }
  }

  private double number(String argument, String form) {
    try {
      Matcher pi = PI.matcher(argument);
      if (pi.matches()) {
        double factor = pi.group(2) == null ? 1 : Double.parseDouble(pi.group(2));
        double divisor = pi.group(3) == null ? 1 : Double.parseDouble(pi.group(3));
        return ("-".equals(pi.group(1)) ? -factor : factor) * Math.PI / divisor;
      }
      return Double.parseDouble(argument);
    } catch (NumberFormatException e) {
      throw bad(form, text);
    }
  }

  /** The message of every wrong preset. */
  static IllegalArgumentException bad(String must, String got) {
    return new IllegalArgumentException(
        "`optimizer.preset` must be " + must + ", got \"" + got + "\"");
  }

  private static List<String> split(String inside, String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0) {
        throw bad("a preset with balanced parentheses", text);
      }
      if (c == ',' && depth == 0) {
        parts.add(inside.substring(from, i).strip());
        from = i + 1;
      }
    }
    if (depth != 0) {
      throw bad("a preset with balanced parentheses", text);
    }
    parts.add(inside.substring(from).strip());
    return List.copyOf(parts);
  }
}
