package rllc.jobs.scale;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rllc.jobs.command.JobArguments;
import rllc.jobs.command.JobRunner;
import rllc.jobs.output.OutputFolder;
import rllc.jobs.output.StepProgress;
import rllc.jobs.settings.HadoopSettings;
import rllc.jobs.settings.ScaleSettings;
import rllc.jobs.settings.SettingsReader;
import rllc.jobs.settings.SettingsText;

/** {@code scale}. */
@Command(
    name = "scale",
    description =
        "Times steps with several numbers of executors, rows and features, fits a model of their"
            + " cost, and forecasts larger clusters.",
    mixinStandardHelpOptions = true)
public final class ScaleCommand implements Callable<Integer> {
  @Mixin private JobArguments arguments;

  @Override
  public Integer call() {
    return JobRunner.checked(this::scale);
  }

  /** The settings, checked. */
  public SettingsText settings() {
    SettingsText text = arguments.settings();
    ScaleSettings.of(text);
    return text;
  }

  private int scale() {
    SettingsText text = settings();
    OutputFolder folder =
        OutputFolder.checkToAdd(
            SettingsReader.out(text),
            ScaleJob.RECORD,
            SettingsReader.overwrite(text),
            HadoopSettings.of(text.spark()));
    StepProgress progress = new StepProgress(arguments.quiet());
    return new ScaleJob(ScaleSettings.of(text), text.spark(), text.resolved(), folder, progress)
        .run();
  }
}
