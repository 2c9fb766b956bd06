package rllc.jobs;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rllc.jobs.command.Exit;
import rllc.jobs.command.Interruption;
import rllc.jobs.command.JobArguments;
import rllc.jobs.command.JobRunner;
import rllc.jobs.output.JsonFiles;
import rllc.jobs.output.StepProgress;
import rllc.jobs.predict.SavedRun;
import rllc.jobs.predict.SavedStages;
import rllc.jobs.rows.PackedFolder;
import rllc.jobs.settings.HadoopSettings;
import rllc.jobs.settings.SettingsReader;
import rllc.jobs.settings.SettingsText;
import rllc.jobs.table.ReadErrors;
import rllc.jobs.table.TableReader;
import rllc.jobs.table.TrainingTables;
import rllc.jobs.table.files.SourceTable;
import rllc.kernel.KernelMode;
import rllc.ml.LinearModel;
import rllc.settings.DataSettings;
import rllc.spark.data.PackedData;
import rllc.spark.input.Columns;
import rllc.spark.score.Metrics;

/** {@code evaluate}. */
@Command(
    name = "evaluate",
    description = "Scores a saved model on a data set: evaluate model=DIR data.path=...",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private JobArguments arguments;

  @Override
  public Integer call() {
    return JobRunner.checked(this::evaluate);
  }

  private int evaluate() {
    SavedRun saved = SavedRun.of(arguments.takeValue("model"), HadoopSettings.of(Map.of()));
    SettingsText text = arguments.settings(saved.dataSettings());
    DataSettings data = SettingsReader.data(text);
    Interruption interruption = Interruption.install();
    return JobRunner.run(
        "evaluate",
        text.spark(),
        interruption,
        (spark, log) -> {
          StepProgress progress = new StepProgress(arguments.quiet());
          PackedFolder.unused(data, "evaluate").ifPresent(progress::warn);
          Map<String, Object> result = score(spark, saved, data, progress);
          result.forEach(
              (name, value) ->
                  System.out.printf(
                      Locale.ROOT,
                      value instanceof Double ? "%-10s %.10g%n" : "%-10s %s%n",
                      name,
                      value == null ? "not defined" : value));
          JsonFiles.write(saved.beside("evaluation.json"), result);
          return Exit.DONE;
        });
  }

  private static Map<String, Object> score(
      SparkSession spark, SavedRun saved, DataSettings data, StepProgress progress) {
    LinearModel model = LinearModel.of(saved.pipeline());
    Columns columns = TrainingTables.columns(data);
    SourceTable source =
        TrainingTables.table(new TableReader(spark), data, OptionalInt.of(model.features()));
    source.as().tell(progress::say, progress::warn);
    Dataset<Row> made =
        ReadErrors.naming(
            source.as(), () -> SavedStages.transform(model.featureStages(), source.rows()));
    Dataset<Row> vectors = TrainingTables.arraysAsVectors(made, columns.features());
    try (PackedData rows =
        ReadErrors.naming(
            source.as(),
            () ->
                PackedData.pack(
                    vectors, columns, saved.labels(model), data.badRows(), data.order()))) {
      model.checkFeatures(rows.features());
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("model", saved.model().toString());
      result.put("data", data.path());
      result.put("rows", rows.rows());
      result.put("badRows", rows.skippedRows());
      result.putAll(
          JsonFiles.finite(Metrics.of(model.family(), rows, model.theta(), KernelMode.AUTO)));
      return result;
    }
  }
}
