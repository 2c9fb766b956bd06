package rllc.jobs.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import rllc.jobs.output.StepProgress;
import rllc.jobs.rows.TrainingRows;
import rllc.jobs.settings.PenaltyPath;
import rllc.settings.TrainingSettings;
import rllc.spark.FitOrigin;
import rllc.spark.LinearFit;
import rllc.spark.path.PathFit;
import rllc.spark.path.PathScores;
import rllc.train.report.StepRecord;
import rllc.train.report.StopReason;
import rllc.train.report.TrainingListener;
import rllc.train.run.RunControl;

/**
 * Trains the path on all training rows, scores each penalty on rows held out or by folds, and picks
 * one: its model is that of the path, so it has learnt all training rows.
 */
public final class PathTraining {
  private final TrainingSettings settings;
  private final PenaltyPath penalties;
  private final StepProgress progress;
  private final BooleanSupplier interrupted;

  /**
   * @param settings with {@code stop.validation}, which names the score
   */
  public PathTraining(
      TrainingSettings settings,
      PenaltyPath penalties,
      StepProgress progress,
      BooleanSupplier interrupted) {
    this.settings = settings;
    this.penalties = penalties;
    this.progress = progress;
    this.interrupted = interrupted;
  }

  /**
   * The path and what came of it.
   *
   * @param picked the place of the penalty that is picked
   * @param fit its fit; interrupted, or if no penalty has a score, one without a model
   * @param settings of each fit
   * @param steps of each fit
   * @param scores empty if the path was broken off
   */
  public record Trained(
      PathFit path,
      int picked,
      LinearFit fit,
      List<TrainingSettings> settings,
      List<List<StepRecord>> steps,
      Optional<PathScores> scores) {}

  /** Trains, scores and picks. */
  public Trained of(TrainingRows rows) {
    List<TrainingSettings> all =
        Arrays.stream(penalties.regParams()).mapToObj(this::penalised).toList();
    List<List<StepRecord>> steps = new ArrayList<>();
    all.forEach(one -> steps.add(new ArrayList<>()));
    PathFit path =
        PathFit.fit(
            rows.train().rows(),
            Optional.empty(),
            rows.labels(),
            all,
            FitOrigin.BEGINNING,
            i -> control(i, "", TrainingListener.ofSteps(steps.get(i)::add)));
    // Interrupted, no fit that follows would come to anything.
    Optional<PathScores> scores =
        interrupted.getAsBoolean() ? Optional.empty() : Optional.of(scores(rows, all, path));
    if (interrupted.getAsBoolean()) {
      LinearFit first = path.fits().get(0).endedBy(new StopReason.Interrupted());
      return new Trained(path, 0, first, all, steps, Optional.empty());
    }
    int picked = scores.map(this::picked).orElseThrow();
    // Without a score no penalty has a model.
    int told = Math.max(0, picked);
    return new Trained(path, told, path.fits().get(told), all, steps, scores);
  }

  private int picked(PathScores scores) {
    return penalties.pick() == PenaltyPath.Pick.BEST ? scores.best() : scores.withinOneError();
  }

  private TrainingSettings penalised(double regParam) {
    return settings.with(settings.model().with(regParam)).with(settings.stop().unvalidated());
  }

  private PathScores scores(TrainingRows rows, List<TrainingSettings> all, PathFit path) {
    return penalties.folds().isEmpty()
        ? PathScores.heldOut(rows.validation().orElseThrow(), rows.labels(), settings, path)
        : PathScores.folds(
            rows.train().rows(),
            rows.labels(),
            settings,
            all,
            penalties.folds().getAsInt(),
            this::controlsOfFold);
  }

  private IntFunction<RunControl> controlsOfFold(int fold) {
    return i -> control(i, String.format(Locale.ROOT, "fold %d: ", fold + 1));
  }

  /** Of penalty {@code i}; its end is told. */
  private RunControl control(int i, String where, TrainingListener... more) {
    List<TrainingListener> listeners = new ArrayList<>(List.of(more));
    listeners.add(
        new TrainingListener() {
          @Override
          public void ended(StopReason reason) {
            progress.say(
                String.format(
                    Locale.ROOT,
                    "%spenalty %d of %d, regParam %.4g: %s",
                    where,
                    i + 1,
                    penalties.count(),
                    penalties.regParam(i),
                    reason.status()));
          }
        });
    return new RunControl(listeners, interrupted, System::nanoTime, progress::warn);
  }
}
