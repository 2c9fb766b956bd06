package rllc.spark.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import rllc.settings.ModelSettings;
import rllc.settings.RunSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.Tuning;
import rllc.spark.FitOrigin;
import rllc.spark.LinearFit;
import rllc.spark.data.DataChecks;
import rllc.spark.data.PackedData;
import rllc.spark.gradient.FitSource;
import rllc.spark.gradient.SparkGradients;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Labels;
import rllc.train.objective.StepSeconds;
import rllc.train.run.RunControl;

/**
 * Linear models for many penalties on rows that are packed once: a regularisation path (Friedman,
 * Hastie and Tibshirani, J. Stat. Softw. 33, 2010).
 *
 * <p>The strongest penalty comes first. {@link Tuning#PATH_WIDTH} fits run side by side, all from
 * the model of the last penalty before them, and share their passes: while a block of rows lies in
 * a core's cache, every fit looks at it. If one pass tells the Hessian at every point (Newton's
 * method for least squares), all fits run side by side, and that one Hessian serves them all. Each
 * fit is a run of {@link LinearFit}, to the same bits as alone from the same start, and ends by the
 * same rules. Runs in batches follow one another.
 *
 * @param fits one for each penalty, in the order in which they were asked for; what a fit counts as
 *     its passes and seconds are those that it took part in
 * @param passes over the rows that were made for all fits together
 * @param seconds where the wall-clock time of the path went
 */
public record PathFit(List<LinearFit> fits, double passes, StepSeconds seconds) {
  /** Numbers that the fits side by side keep, 128 MB: squares of their dimension, or vectors. */
  private static final long MOST_NUMBERS = 1 << 24;

  /** Vectors of its dimension that a fit keeps if it does not keep its square. */
  private static final long VECTORS = 64;

  /**
   * Trains the path: a function of the data and the settings alone.
   *
   * @param validation rows for {@code stop.validation}, if that is set: each fit keeps its best
   *     model by their score
   * @param settings one for each penalty; they differ in regParam and elasticNetParam alone
   * @param origin where the first fits begin: as settings say, or a model
   * @param controls of each fit, by its place in {@code settings}; listeners of fits side by side
   *     are called by several threads
   * @throws BadInputException if the rows cannot be trained on
   * @throws IllegalArgumentException if the settings do not fit together, or if a run is to be
   *     resumed: a path begins anew
   */
  public static PathFit fit(
      PackedData data,
      Optional<PackedData> validation,
      Labels labels,
      List<TrainingSettings> settings,
      FitOrigin origin,
      IntFunction<RunControl> controls) {
    check(settings, origin);
    TrainingSettings first = settings.get(0);
    for (TrainingSettings one : settings) {
      LinearFit.checkMemory(data, labels, one);
      DataChecks.check(data, labels, one.model());
    }
    validation.ifPresent(rows -> LinearFit.checkValidation(rows, labels, first));
    long begin = System.nanoTime();
    try (SparkGradients gradients = SparkGradients.forFit(data, first.run())) {
      Path path = new Path(gradients, validation, labels, settings, controls);
      path.run(origin);
      StepSeconds spent = path.seconds;
      double driver = Math.max(0, (System.nanoTime() - begin) * 1e-9 - spent.total());
      return new PathFit(
          List.of(path.fits), path.passes, spent.plus(new StepSeconds(0, 0, 0, driver)));
    }
  }

  private static void check(List<TrainingSettings> settings, FitOrigin origin) {
    if (settings.isEmpty()) {
      throw new IllegalArgumentException("`settings` must have a penalty or more, got none");
    }
    if (origin.state().isPresent()) {
      throw new IllegalArgumentException("`origin` must be a model: no path is resumed");
    }
    TrainingSettings first = settings.get(0);
    for (TrainingSettings one : settings) {
      ModelSettings model = first.model().withPenalty(one.model());
      if (!one.equals(first.with(model))) {
        throw new IllegalArgumentException(
            "`settings` must differ in regParam and elasticNetParam alone, got " + one);
      }
    }
  }

  /** Places in the order of the path: by elasticNetParam, in each the strongest penalty first. */
  private static List<List<Integer>> groups(List<TrainingSettings> settings) {
    Map<Double, List<Integer>> groups = new TreeMap<>();
    IntStream.range(0, settings.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -settings.get(i).model().regParam()))
        .forEach(
            i ->
                groups
                    .computeIfAbsent(
                        settings.get(i).model().elasticNetParam(), a -> new ArrayList<>())
                    .add(i));
    return List.copyOf(groups.values());
  }

  /** The work; one use. */
  private static final class Path {
    private final SparkGradients gradients;
    private final Optional<PackedData> validation;
    private final Labels labels;
    private final List<TrainingSettings> settings;
    private final IntFunction<RunControl> controls;
    private final LinearFit[] fits;
    private double passes;
    private StepSeconds seconds = StepSeconds.ZERO;

    Path(
        SparkGradients gradients,
        Optional<PackedData> validation,
        Labels labels,
        List<TrainingSettings> settings,
        IntFunction<RunControl> controls) {
      this.gradients = gradients;
      this.validation = validation;
      this.labels = labels;
      this.settings = settings;
      this.controls = controls;
      this.fits = new LinearFit[settings.size()];
    }

    void run(FitOrigin origin) {
      boolean one = LinearFit.hasOneHessian(gradients, labels, settings.get(0));
      int width = width(one);
      List<List<Integer>> groups = groups(settings);
      if (one) {
        groups = List.of(groups.stream().flatMap(List::stream).toList());
      }
      for (List<Integer> group : groups) {
        FitOrigin at = origin;
        for (int from = 0; from < group.size(); from += width) {
          List<Integer> chunk = group.subList(from, Math.min(from + width, group.size()));
          FitOrigin start = at;
          sideBySide(chunk, start, from > 0);
          LinearFit last = fits[chunk.get(chunk.size() - 1)];
          at = last.stop().hasModel() ? FitOrigin.at(last.theta()) : start;
        }
      }
    }

    private int width(boolean oneHessian) {
      if (settings.get(0).inBatches()) {
        return 1;
      }
      long dimension = (gradients.data().features() + 1L) * labels.outputs();
      long most = MOST_NUMBERS / Math.min(dimension * dimension, VECTORS * dimension);
      long wanted = oneHessian ? settings.size() : Tuning.PATH_WIDTH.count();
      return (int) Math.max(1, Math.min(wanted, most));
    }

    private void sideBySide(List<Integer> chunk, FitOrigin start, boolean begun) {
      SideBySide together = new SideBySide(gradients);
      List<Function<FitSource, LinearFit>> runs = new ArrayList<>();
      for (int i : chunk) {
        runs.add(
            source ->
                LinearFit.fit(
                    source, validation, labels, settings(i, begun), start, controls.apply(i)));
      }
      List<LinearFit> done = together.run(runs);
      for (int k = 0; k < done.size(); k++) {
        fits[chunk.get(k)] = done.get(k);
        passes += done.get(k).last().passes();
      }
      passes -= together.saved();
      seconds = seconds.plus(together.seconds());
    }

    /** Small steps over single rows are for the path's beginning: later models are nearer. */
    private TrainingSettings settings(int i, boolean begun) {
      TrainingSettings its = settings.get(i);
      return begun ? its.with(its.run().with(RunSettings.Start.PRIOR)) : its;
    }
  }
}
