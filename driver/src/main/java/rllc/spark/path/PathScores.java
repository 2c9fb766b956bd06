package rllc.spark.path;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import rllc.family.Score;
import rllc.settings.TrainingSettings;
import rllc.shard.Hashing;
import rllc.spark.FitOrigin;
import rllc.spark.data.PackedData;
import rllc.spark.data.PackedData.RowChoice;
import rllc.spark.input.Labels;
import rllc.spark.score.Validation;
import rllc.train.run.RunControl;

/**
 * How well the penalties of a path do on rows that their models have not seen.
 *
 * @param score which number
 * @param means of each penalty; NaN if it has no model
 * @param errors standard errors of the means; NaN if they are not known
 * @param passes over all rows that the models took beside those of the path itself
 */
public record PathScores(Score score, double[] means, double[] errors, double passes) {
  /** Parts of the rows held out whose scores tell the standard error of that of all. */
  private static final int PARTS = 10;

  /** Of fewer rows held out, parts of which may be empty, no standard error is told. */
  private static final int LEAST_ROWS = 200;

  /** Keeps these draws apart from any others of the same seed. */
  private static final long STREAM = 0x666f6c64L;

  /**
   * Scores the models of {@code path} on {@code held}. The standard error is that of a mean of the
   * scores of ten parts, which the rows are drawn into one by one.
   *
   * @param settings with {@code stop.validation}, which names the score
   */
  public static PathScores heldOut(
      PackedData held, Labels labels, TrainingSettings settings, PathFit path) {
    Validation judge = Validation.of(held, labels.family(), settings);
    int parts = held.rows() < LEAST_ROWS ? 0 : PARTS;
    double[][] scores = new double[parts][];
    for (int part = 0; part < parts; part++) {
      try (PackedData rows = held.where(in(settings.run().seed(), parts, part))) {
        scores[part] =
            scores(new Validation(rows, judge.family(), judge.score(), judge.kernel()), path);
      }
    }
    double[] errors = errors(scores, path.fits().size());
    return new PathScores(judge.score(), scores(judge, path), errors, 0);
  }

  /**
   * Cross-validation (Stone, JRSS B 36, 1974): each fold's rows score models that the others have
   * trained. Rows are drawn into folds one by one, by a hash of the seed and their place. A mean is
   * that of the folds' scores, its standard error their deviation / sqrt(folds).
   *
   * @param data packed rows, of all folds
   * @param scoring with {@code stop.validation}, which names the score
   * @param settings one for each penalty, as {@link PathFit} has them
   * @param folds at least 2
   * @param controls of the fits of a fold, by the fold and the place in {@code settings}
   */
  public static PathScores folds(
      PackedData data,
      Labels labels,
      TrainingSettings scoring,
      List<TrainingSettings> settings,
      int folds,
      IntFunction<IntFunction<RunControl>> controls) {
    Score score = scoring.stop().validation().orElseThrow().score(labels.family());
    long seed = scoring.run().seed();
    double[][] scores = new double[folds][];
    double passes = 0;
    for (int fold = 0; fold < folds; fold++) {
      RowChoice its = in(seed, folds, fold);
      try (PackedData others = data.where((block, row) -> !its.takes(block, row));
          PackedData held = data.where(its)) {
        PathFit path =
            PathFit.fit(
                others,
                Optional.empty(),
                labels,
                settings,
                FitOrigin.BEGINNING,
                controls.apply(fold));
        passes += path.passes() * others.rows() / data.rows();
        scores[fold] = scores(Validation.of(held, labels.family(), scoring), path);
      }
    }
    int count = settings.size();
    double[] means = IntStream.range(0, count).mapToDouble(i -> mean(scores, i)).toArray();
    return new PathScores(score, means, errors(scores, count), passes);
  }

  /** The rows of part {@code part} of {@code parts}: a function of the seed and a row's place. */
  static RowChoice in(long seed, int parts, int part) {
    long stream = Hashing.of(seed, STREAM);
    return (block, row) ->
        Long.remainderUnsigned(Hashing.of(Hashing.of(stream, block), row), parts) == part;
  }

  private static double[] scores(Validation judge, PathFit path) {
    return path.fits().stream()
        .mapToDouble(fit -> fit.stop().hasModel() ? judge.of(fit.theta()) : Double.NaN)
        .toArray();
  }

  private static double mean(double[][] scores, int penalty) {
    return Arrays.stream(scores).mapToDouble(part -> part[penalty]).sum() / scores.length;
  }

  private static double[] errors(double[][] scores, int penalties) {
    double[] errors = new double[penalties];
    for (int i = 0; i < penalties; i++) {
      int penalty = i;
      double mean = mean(scores, i);
      double squares =
          Arrays.stream(scores).mapToDouble(part -> Math.pow(part[penalty] - mean, 2)).sum();
      errors[i] = Math.sqrt(squares / (scores.length - 1) / scores.length);
    }
    return errors;
  }

  /**
   * The place of the best score; of equal ones the first. Penalties are in their order of strength.
   *
   * @return -1 if none has a score
   */
  public int best() {
    int best = -1;
    for (int i = 0; i < means.length; i++) {
      if (!Double.isNaN(means[i]) && (best < 0 || score.better(means[i], means[best]))) {
        best = i;
      }
    }
    return best;
  }

  /**
   * The place of the first penalty whose score is within one standard error of the best (Breiman,
   * Friedman, Olshen and Stone, Classification and Regression Trees, 1984, 3.4.3).
   *
   * @return that of the best if its standard error is not known, or -1
   */
  public int withinOneError() {
    int best = best();
    if (best < 0 || Double.isNaN(errors[best])) {
      return best;
    }
    double sign = score.better(1, 0) ? -1 : 1;
    double bound = means[best] + sign * errors[best];
    int first = 0;
    while (Double.isNaN(means[first]) || score.better(bound, means[first])) {
      first++;
    }
    return first;
  }
}
