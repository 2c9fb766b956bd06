package rllc.train.diagnosis;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import rllc.family.Score;
import rllc.settings.ModelSettings;
import rllc.settings.RunSettings;
import rllc.train.report.StepRecord;

/** What is wrong with the data, or with a model of them, whatever trained it. */
final class DataSigns {
  /** Belsley, Kuh and Welsch call an index of 30 strong. At 1000 three digits are lost. */
  private static final double COLLINEAR = 1000;

  /** Sizes of columns this far apart: the problem's condition number is the square of it. */
  private static final double APART = 1000;

  /** Losses on validation rows and training rows this far apart. */
  private static final double OVERFITTED = 0.2;

  /** Standard errors, that of a mean being about one part in the root of the rows. */
  private static final double CERTAIN = 4;

  /** So many columns are named. */
  private static final int SHOWN = 4;

  private DataSigns() {}

  static List<Diagnosis> of(Evidence evidence) {
    List<Diagnosis> all = new ArrayList<>();
    separable(evidence).ifPresent(all::add);
    collinear(evidence).ifPresent(all::add);
    badlyScaled(evidence).ifPresent(all::add);
    overfitted(evidence).ifPresent(all::add);
    return all;
  }

  /** A plane that has all rows of a class on one side has so with any larger coefficients too. */
  private static Optional<Diagnosis> separable(Evidence evidence) {
    ModelSettings model = evidence.settings().model();
    boolean holds =
        // A logarithmic loss: others have an optimum.
        evidence.train().containsKey("logLoss")
            && evidence.train().getOrDefault("accuracy", 0.0) == 1
            && model.regParam() == 0
            && model.bounds().isNone();
    return when(
        holds,
        () ->
            new Diagnosis(
                "separable classes",
                "all training rows are on their side of a plane: the loss falls as the coefficients"
                    + " grow, without an optimum",
                "accuracy on the training rows",
                1,
                "model.regParam",
                penalty(evidence)));
  }

  private static Optional<Diagnosis> collinear(Evidence evidence) {
    boolean free = evidence.settings().model().regParam() == 0;
    return evidence
        .collinearity()
        .filter(found -> free && found.index() >= COLLINEAR)
        .map(
            found ->
                new Diagnosis(
                    "collinear columns",
                    named(evidence, found.columns())
                        + " are nearly combinations of each other (condition index "
                        + format("%.2g", found.index())
                        + "): their coefficients are not determined",
                    "condition index of the correlations",
                    found.index(),
                    "model.regParam",
                    penalty(evidence)));
  }

  private static String named(Evidence evidence, List<Integer> columns) {
    String names =
        columns.stream().limit(SHOWN).map(j -> evidence.name().apply(j)).collect(joining(", "));
    int more = columns.size() - SHOWN;
    return more > 0 ? names + " and " + more + " more" : names;
  }

  /** Where nothing scales them: sizes are those in rows that have the feature. */
  private static Optional<Diagnosis> badlyScaled(Evidence evidence) {
    ModelSettings model = evidence.settings().model();
    boolean steps = evidence.settings().run().coordinates() == RunSettings.Coordinates.ORIGINAL;
    boolean penalised = model.regParam() > 0 && !model.standardization();
    if (!steps && !penalised) {
      return Optional.empty();
    }
    double[] deviations = evidence.features().featureDeviations();
    double[] sizes = evidence.features().featureSizes(new double[deviations.length]);
    int least = -1;
    int most = -1;
    for (int j = 0; j < sizes.length; j++) {
      if (deviations[j] > 0) {
        least = least < 0 || sizes[j] < sizes[least] ? j : least;
        most = most < 0 || sizes[j] > sizes[most] ? j : most;
      }
    }
    double ratio = least < 0 ? 1 : sizes[most] / sizes[least];
    String finding =
        least < 0
            ? ""
            : format(
                "%s is of size %.2g and %s of size %.2g, and %s",
                evidence.name().apply(most),
                sizes[most],
                evidence.name().apply(least),
                sizes[least],
                steps ? "steps are taken in these units" : "one penalty is for both");
    return when(
        ratio >= APART,
        () ->
            new Diagnosis(
                "badly scaled columns",
                finding,
                "largest size of a column / least",
                ratio,
                steps ? "optimizer.coordinates" : "model.standardization",
                steps ? "auto" : "true"));
  }

  /** The model is worse on rows that it was not made of, or became so after its best step. */
  private static Optional<Diagnosis> overfitted(Evidence evidence) {
    return evidence
        .validation()
        .flatMap(held -> worse(evidence, held).or(() -> worsened(evidence, held)));
  }

  private static Optional<Diagnosis> worse(Evidence evidence, Evidence.Scored validation) {
    String metric = Score.lossAmong(evidence.train().keySet()).key();
    double train = loss(evidence.train(), metric);
    double held = loss(validation.metrics(), metric);
    String finding =
        format(
            "%s is %.4g on the validation rows and %.4g on the training rows", metric, held, train);
    String quantity = metric + " on validation rows / on training rows - 1";
    return overfitting(evidence, validation, finding, quantity, held / train - 1);
  }

  private static Optional<Diagnosis> worsened(Evidence evidence, Evidence.Scored validation) {
    StepRecord best = null;
    StepRecord last = null;
    for (StepRecord step : evidence.steps()) {
      if (!Double.isNaN(step.validation())) {
        last = step;
        double than = best == null ? Double.NaN : best.validation();
        best = validation.score().better(step.validation(), than) ? step : best;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    String metric = validation.score().key();
    String finding =
        format(
            "%s of the validation rows went from %.4g at step %d to %.4g at step %d while the loss"
                + " went from %.4g to %.4g",
            metric,
            best.validation(),
            best.step(),
            last.validation(),
            last.step(),
            best.loss(),
            last.loss());
    double excess =
        validation.score().lack(last.validation()) / validation.score().lack(best.validation()) - 1;
    return overfitting(
        evidence, validation, finding, metric + " at the end / at the best step - 1", excess);
  }

  private static Optional<Diagnosis> overfitting(
      Evidence evidence,
      Evidence.Scored validation,
      String finding,
      String quantity,
      double excess) {
    return when(
        excess >= OVERFITTED && excess >= CERTAIN / Math.sqrt(validation.rows()),
        () ->
            new Diagnosis(
                "overfitting", finding, quantity, excess, "model.regParam", stronger(evidence)));
  }

  private static double loss(Map<String, Double> metrics, String name) {
    return metrics.getOrDefault(name, Double.NaN);
  }

  /** As much as one row says: the coefficients of standardised features are of the order of 1. */
  private static String penalty(Evidence evidence) {
    return format("%.1g", 1.0 / evidence.features().rows());
  }

  private static String stronger(Evidence evidence) {
    double regParam = evidence.settings().model().regParam();
    return regParam > 0 ? format("%.2g", 10 * regParam) : penalty(evidence);
  }

  private static Optional<Diagnosis> when(boolean holds, Supplier<Diagnosis> diagnosis) {
    return holds ? Optional.of(diagnosis.get()) : Optional.empty();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
