package rllc.family;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;
import rllc.loss.Tweedie;

/**
 * A kind of model: what its labels are, the loss of a row, the mean that a margin stands for, the
 * model without features, how a model is judged, and which of Spark's models it is saved as. Nobody
 * else decides by the kind of model; CONTRIBUTING.md tells how one is added.
 */
public sealed interface Family extends Serializable
    permits Undecided, Binomial, Multinomial, Gaussian, SupportVector, LogLink {
  /** More distinct values than this are no classes. */
  int MOST_CLASSES = 1000;

  /** To be told from the labels; answers to {@link #isDecided} and {@link #hasNumbers} alone. */
  static Family auto() {
    return new Undecided();
  }

  /** Two classes by logistic regression. */
  static Family binomial() {
    return new Binomial();
  }

  /** K classes by softmax. */
  static Family multinomial() {
    return new Multinomial();
  }

  /** Numbers by least squares. */
  static Family gaussian() {
    return new Gaussian();
  }

  /** Two classes by a support vector machine with squared hinge loss. */
  static Family squaredHinge() {
    return new SupportVector();
  }

  /** Counts, and rates with exposures as weights: Poisson regression with a log link. */
  static Family poisson() {
    return new LogLink("poisson", MarginLoss.POISSON);
  }

  /** Positive amounts whose deviation is in proportion to their mean, with a log link. */
  static Family gamma() {
    return new LogLink("gamma", MarginLoss.GAMMA);
  }

  /**
   * Amounts that are often 0, with a log link.
   *
   * @param power of the mean that the variance is in proportion to
   * @throws IllegalArgumentException if {@code power} is not between 1 and 2
   */
  static Family tweedie(double power) {
    return new LogLink("tweedie(" + power + ")", new Tweedie(power));
  }

  /** The families without a parameter. */
  static List<Family> all() {
    return List.of(
        auto(), binomial(), multinomial(), gaussian(), squaredHinge(), poisson(), gamma());
  }

  /** What {@link #of} takes, for messages. */
  static List<String> names() {
    return Stream.concat(all().stream().map(Family::text), Stream.of("tweedie(p) with 1 < p < 2"))
        .toList();
  }

  /** The family that {@code text} names, in any case; empty if it names none ({@link #names}). */
  static Optional<Family> of(String text) {
    Matcher tweedie = Pattern.compile("(?i)tweedie\\((1\\.\\d+)\\)").matcher(text.strip());
    if (tweedie.matches() && Double.parseDouble(tweedie.group(1)) > 1) {
      return Optional.of(tweedie(Double.parseDouble(tweedie.group(1))));
    }
    return all().stream()
        .filter(family -> family.text().equalsIgnoreCase(text.strip()))
        .findFirst();
  }

  /** The name, as {@code model.family} has it. */
  String text();

  /** Whether this is a family, and not {@code auto}. */
  default boolean isDecided() {
    return true;
  }

  /** Whether labels are numbers that mean an amount; else they are classes. */
  boolean hasNumbers();

  /** Classes at most; 0 for numbers. */
  default int mostClasses() {
    return 0;
  }

  /** Whether a class of which all rows weigh 0 is one, as in MLlib. */
  default boolean hasClassesWithoutWeight() {
    return false;
  }

  /** Columns of coefficients of a model of {@code classes} classes. */
  default int outputs(int classes) {
    return 1;
  }

  /** The loss of a row with {@code outputs} margins. */
  Loss loss(int outputs);

  /** Whether a label that is a number can be one of a row; class indices are checked as classes. */
  default boolean admits(double label) {
    return loss(1).admits(label);
  }

  /** What {@link #admits} wants, for messages. */
  default String admitted() {
    return "a finite number";
  }

  /** Whether a model is defined if every label is {@code label}. */
  default boolean isSettledBy(double label) {
    return false;
  }

  /** The inverse link: the label's mean at {@code margin}; of a class, the margin itself. */
  default double mean(double margin) {
    return margin;
  }

  /**
   * What the L2 penalty and the size of solutions are relative to.
   *
   * @param deviation of the labels
   */
  default double labelUnit(double deviation) {
    return 1;
  }

  /**
   * The intercepts of the null model, the best ones where all coefficients are 0.
   *
   * @throws IllegalArgumentException if there are none that are finite
   */
  double[] nullIntercepts(LabelFacts labels);

  /** The mean loss if {@code intercepts} are every row's margins; NaN if the facts do not tell. */
  double nullLoss(LabelFacts labels, double[] intercepts);

  /**
   * Of all models that say the same as {@code theta}, the one that is reported.
   *
   * @param theta d * K coefficients, class-fastest, then K intercepts
   * @param penalised whether a penalty has chosen the coefficients
   */
  default double[] identified(double[] theta, int outputs, boolean penalised) {
    return theta;
  }

  /** The scores of a model, in the order in which they are told. */
  List<Score> scores();

  /** The score that validation rows judge by if none is asked for. */
  Score score();

  /** Which of Spark's models holds one of these. */
  SavedAs savedAs();
}
