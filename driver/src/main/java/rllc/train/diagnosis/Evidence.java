package rllc.train.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import rllc.family.Score;
import rllc.settings.TrainingSettings;
import rllc.shard.Moments;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.StepRecord;
import rllc.train.report.StopReason;

/**
 * What a diagnosis looks at.
 *
 * @param settings of the run
 * @param steps in their order, evenly thinned if they are many; the last evaluation at the end
 * @param stop why the run ended
 * @param optimizer that ran, every automatic setting resolved
 * @param features means, deviations and sizes of the training rows
 * @param name of feature j, for people
 * @param train metrics by name; empty if there is no model
 * @param validation what the validation rows have shown, where there are some
 * @param collinearity of the columns, where it was computed
 */
public record Evidence(
    TrainingSettings settings,
    List<StepRecord> steps,
    StopReason stop,
    OptimizerInfo optimizer,
    Moments features,
    IntFunction<String> name,
    Map<String, Double> train,
    Optional<Scored> validation,
    Optional<Collinearity> collinearity) {
  /**
   * What validation rows have shown.
   *
   * @param metrics of the model, by name
   * @param rows how many
   * @param score that decided which model was kept
   */
  public record Scored(Map<String, Double> metrics, long rows, Score score) {}

  public Evidence {
    steps = List.copyOf(steps);
  }
}
