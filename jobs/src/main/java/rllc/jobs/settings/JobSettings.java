package rllc.jobs.settings;

import java.util.Map;
import java.util.Optional;
import rllc.settings.DataSettings;
import rllc.settings.TrainingSettings;

/**
 * A training job, every setting typed.
 *
 * @param data where rows come from
 * @param training what is done with them; with a path, regParam is its weakest
 * @param path of penalties, if one is to be picked of several
 * @param checkpoint when its states are kept
 * @param mlflow where steps are logged to, if anywhere
 * @param out output folder
 * @param overwrite whether a folder that an earlier run of ours wrote may be replaced
 * @param spark Spark's own settings
 * @param resolved all settings as plain maps, lists, texts and numbers, for run.json
 */
public record JobSettings(
    DataSettings data,
    TrainingSettings training,
    Optional<PenaltyPath> path,
    CheckpointSettings checkpoint,
    Optional<MlflowSettings> mlflow,
    String out,
    boolean overwrite,
    Map<String, String> spark,
    Map<String, Object> resolved) {}
