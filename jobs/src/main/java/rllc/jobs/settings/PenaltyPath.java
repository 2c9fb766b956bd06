package rllc.jobs.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * {@code model.regParam = "path(strongest, weakest, count)"}: penalties in a geometric sequence, of
 * which the best by rows held out is picked.
 *
 * @param strongest the first penalty
 * @param weakest the last one, above 0
 * @param count of penalties, from 2 to {@value #MOST}
 * @param folds of the cross-validation ({@code model.folds}), at least 2; empty where {@code
 *     stop.validationFraction} holds rows out
 * @param pick which one is picked ({@code model.pick})
 */
public record PenaltyPath(
    double strongest, double weakest, int count, OptionalInt folds, Pick pick) {
  /** Which penalty is picked. */
  public enum Pick {
    /** That of the best score. */
    BEST,
    /** The strongest whose score is within one standard error of the best. */
    ONE_STANDARD_ERROR
  }

  private static final String KEY = "model.regParam";
  private static final int MOST = 1000;
  private static final int MOST_FOLDS = 100;
  private static final Pattern PATH = Pattern.compile("path\\(([^,]*),([^,]*),([^,]*)\\)");

  /** The penalty {@code i}. */
  public double regParam(int i) {
    return strongest * Math.pow(weakest / strongest, i / (count - 1.0));
  }

  /** All of them, strongest first; the ends are those that were given. */
  public double[] regParams() {
    double[] all = IntStream.range(0, count).mapToDouble(this::regParam).toArray();
    all[count - 1] = weakest;
    return all;
  }

  /** The path that {@code config} asks for; empty if {@code model.regParam} is one number. */
  static Optional<PenaltyPath> of(TypedConfig config) {
    String text = config.text(KEY).strip();
    if (!text.toLowerCase(Locale.ROOT).startsWith("path")) {
      config.mustBeAbsent("model.folds", "without a path of penalties");
      config.mustBeAbsent("model.pick", "without a path of penalties");
      return Optional.empty();
    }
    OptionalInt folds = config.optionalInteger("model.folds");
    boolean fraction = !config.isAuto("stop.validationFraction");
    if (folds.isPresent() == fraction) {
      throw new IllegalArgumentException(
          "`model.folds` or `stop.validationFraction` must be set with a path of penalties, got "
              + (fraction ? "both" : "neither"));
    }
    if (folds.isPresent() && (folds.getAsInt() < 2 || folds.getAsInt() > MOST_FOLDS)) {
      throw new IllegalArgumentException(
          "`model.folds` must be from 2 to " + MOST_FOLDS + ", got " + folds.getAsInt());
    }
    config.mustBeAbsent("stop.patience", "with a path of penalties");
    config.mustBeAbsent("stop.targetLoss", "with a path of penalties");
    for (String key : new String[] {"dir", "everySteps", "everySeconds"}) {
      config.mustBeAbsent("checkpoint." + key, "with a path of penalties, which is not resumed");
    }
    Pick pick = config.optionalChoice("model.pick", Pick.class).orElse(Pick.BEST);
    return Optional.of(parsed(text, folds, pick));
  }

  private static PenaltyPath parsed(String text, OptionalInt folds, Pick pick) {
    Matcher parts = PATH.matcher(text);
    try {
      if (parts.matches()) {
        double strongest = Double.parseDouble(parts.group(1).strip());
        double weakest = Double.parseDouble(parts.group(2).strip());
        int count = Integer.parseInt(parts.group(3).strip());
        boolean falls = strongest > weakest && weakest > 0 && strongest < Double.POSITIVE_INFINITY;
        if (falls && count >= 2 && count <= MOST) {
          return new PenaltyPath(strongest, weakest, count, folds, pick);
        }
      }
    } catch (NumberFormatException e) {
      throw refusal(text, e);
    }
    throw refusal(text, null);
  }

  private static IllegalArgumentException refusal(String text, Exception cause) {
    return new IllegalArgumentException(
        "`"
            + KEY
            + "` must be a number or path(strongest, weakest, count) with strongest above weakest"
            + " above 0 and a count from 2 to "
            + MOST
            + ", got "
            + text,
        cause);
  }
}
