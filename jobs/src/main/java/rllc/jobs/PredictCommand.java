package rllc.jobs;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rllc.jobs.command.Exit;
import rllc.jobs.command.Interruption;
import rllc.jobs.command.JobArguments;
import rllc.jobs.command.JobRunner;
import rllc.jobs.output.OutputFolder;
import rllc.jobs.output.StepProgress;
import rllc.jobs.predict.PredictJob;
import rllc.jobs.predict.SavedRun;
import rllc.jobs.rows.PackedFolder;
import rllc.jobs.settings.HadoopSettings;
import rllc.jobs.settings.SettingsReader;
import rllc.jobs.settings.SettingsText;
import rllc.settings.DataSettings;
import rllc.settings.SpellingHint;

/** {@code predict}. */
@Command(
    name = "predict",
    description =
        "Writes a saved model's answers beside a data set's columns:"
            + " predict model=DIR data.path=... out=DIR [format=parquet|csv]",
    mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("parquet", "csv");

  @Mixin private JobArguments arguments;

  /**
   * What this command alone takes.
   *
   * @param out the table's folder
   * @param format of its files
   */
  record Own(String out, String format) {}

  /**
   * Takes it out of the arguments.
   *
   * @throws IllegalArgumentException for a format that there is not, or without a folder
   */
  static Own takeOwn(JobArguments arguments) {
    String format = arguments.takeOptional("format").orElse(FORMATS.get(0));
    if (!FORMATS.contains(format)) {
      throw new IllegalArgumentException(
          "`format` must be one of "
              + String.join(", ", FORMATS)
              + ", got "
              + format
              + SpellingHint.hint(format, FORMATS));
    }
    return new Own(arguments.takeValue("out"), format);
  }

  @Override
  public Integer call() {
    return JobRunner.checked(this::predict);
  }

  private int predict() {
    Own own = takeOwn(arguments);
    SavedRun saved = SavedRun.of(arguments.takeValue("model"), HadoopSettings.of(Map.of()));
    SettingsText text = arguments.settings(saved.dataSettings());
    DataSettings data = SettingsReader.data(text);
    OutputFolder folder =
        OutputFolder.checkTable(
            own.out(),
            PredictJob.RECORD,
            SettingsReader.overwrite(text),
            HadoopSettings.of(Map.of()));
    data.paths().forEach(path -> folder.checkApart("data.path", path));
    folder.checkApart("model", saved.model().toString());
    return JobRunner.run(
        "predict",
        text.spark(),
        Interruption.install(),
        (spark, log) -> {
          StepProgress progress = new StepProgress(arguments.quiet());
          PackedFolder.unused(data, "predict").ifPresent(progress::warn);
          new PredictJob(saved, data, folder, own.format(), progress).run(spark);
          return Exit.DONE;
        });
  }
}
