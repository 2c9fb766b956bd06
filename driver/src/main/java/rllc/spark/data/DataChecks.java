package rllc.spark.data;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Pattern;
import rllc.settings.ModelSettings;
import rllc.shard.Moments;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Labels;

/** Whether packed rows can be trained on: asked before anything is written. */
public final class DataChecks {
  /** So many labels are shown. */
  private static final int SHOWN = 5;

  private static final Pattern NUMBER =
      Pattern.compile("\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?\\s*");

  private DataChecks() {}

  /**
   * @throws BadInputException where numbers are so large that their squares overflow, labels do not
   *     vary and say nothing of the model ({@link #isInterceptAlone}; classes without an intercept
   *     leave it to the penalty), a feature varies in its last digits alone, or bounds forbid 0 to
   *     a constant feature
   * @throws IllegalArgumentException for a list of bounds of another length
   */
  public static void check(PackedData data, Labels labels, ModelSettings model) {
    OverflowChecks.check(data.moments());
    boolean penalised = model.regParam() > 0 && !model.fitIntercept();
    boolean classes = !labels.family().hasNumbers();
    if (!isInterceptAlone(data, labels, model) && !(classes && penalised)) {
      checkLabelsVary(data);
    }
    if (model.fitIntercept()) {
      FarFromZeroCheck.check(data);
    }
    checkBounds(data, labels, model);
  }

  /**
   * Whether labels are alike and still say what the model is: numbers with an intercept, as least
   * squares in MLlib, or without a penalty.
   */
  public static boolean isInterceptAlone(PackedData data, Labels labels, ModelSettings model) {
    return data.moments().labelDeviation() == 0
        && labels.family().isSettledBy(data.moments().labelMean())
        && (model.fitIntercept() || model.regParam() == 0);
  }

  /**
   * Whether labels are classes, all alike, and an intercept may tell them with certainty: then no
   * feature has a say, as in MLlib.
   */
  public static boolean isInterceptInfinite(PackedData data, Labels labels, ModelSettings model) {
    return !labels.family().hasNumbers()
        && data.moments().weightSum() > 0
        && data.moments().labelDeviation() == 0
        && model.fitIntercept()
        && model.bounds().isNone();
  }

  /** What to warn of where the family is {@code AUTO}'s choice and the labels may be classes. */
  public static Optional<String> familyDoubt(PackedData data, Labels labels, ModelSettings model) {
    if (model.family().isDecided()) {
      return Optional.empty();
    }
    if (!labels.family().hasNumbers()) {
      return textDoubt(labels.coding().values());
    }
    SortedSet<Object> values = DistinctLabels.weighted(data, Labels.MOST_CLASSES);
    return Labels.mayBeClasses(values)
        ? Optional.of(
            "the labels are integers, but neither 0..K-1 nor 1..K, and taken for numbers"
                + " ("
                + labels.family().text()
                + "): "
                + values.stream().limit(SHOWN).map(Object::toString).collect(joining(", "))
                + (values.size() > SHOWN ? ", ..." : "")
                + "; where they are classes, set model.family=multinomial")
        : Optional.empty();
  }

  /** One label that is no number makes a text of each of a column. */
  private static Optional<String> textDoubt(List<Object> values) {
    List<String> texts = values.stream().map(Object::toString).toList();
    long numbers = texts.stream().filter(text -> NUMBER.matcher(text).matches()).count();
    return numbers > 0 && numbers < texts.size()
        ? Optional.of(
            "the labels are text, each of them a class, though some are numbers: "
                + texts.stream().limit(SHOWN).collect(joining(", "))
                + (texts.size() > SHOWN ? ", ..." : ""))
        : Optional.empty();
  }

  /**
   * What to warn of where there is no intercept and a feature is the same number in all rows: it
   * could be one, but its coefficient is 0, here as in MLlib.
   */
  public static Optional<String> constantDoubt(PackedData data, ModelSettings model) {
    double[] means = data.moments().featureMeans();
    double[] deviations = data.moments().featureDeviations();
    for (int j = 0; !model.fitIntercept() && j < means.length; j++) {
      if (deviations[j] == 0 && means[j] != 0) {
        return Optional.of(
            data.featureName(j)
                + " is "
                + means[j]
                + " in all rows: its coefficient is 0, as in MLlib; model.fitIntercept=true has its"
                + " effect");
      }
    }
    return Optional.empty();
  }

  /**
   * @throws BadInputException if the labels of all rows of positive weight are the same
   */
  public static void checkLabelsVary(PackedData data) {
    Moments moments = data.moments();
    if (moments.labelDeviation() == 0) {
      throw new BadInputException(
          "the labels must have two values or more among rows of positive weight, got only "
              + moments.labelMean());
    }
  }

  /** A constant feature's coefficient is 0, here as in MLlib. */
  private static void checkBounds(PackedData data, Labels labels, ModelSettings model) {
    int outputs = labels.outputs();
    double[] deviations = data.moments().featureDeviations();
    double[] lower = model.bounds().lower(outputs, deviations.length);
    double[] upper = model.bounds().upper(outputs, deviations.length);
    for (int i = 0; i < deviations.length * outputs; i++) {
      if (deviations[i / outputs] == 0 && !(lower[i] <= 0 && upper[i] >= 0)) {
        throw new BadInputException(
            String.format(
                "%s must vary, for its coefficient must be in [%s, %s], got the same value"
                    + " in all rows",
                data.featureName(i / outputs), lower[i], upper[i]));
      }
    }
  }
}
