package rllc.jobs.ablate;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rllc.jobs.command.Interruption;
import rllc.jobs.command.JobArguments;
import rllc.jobs.command.JobRunner;
import rllc.jobs.output.OutputFolder;
import rllc.jobs.output.StepProgress;
import rllc.jobs.settings.AblateSettings;
import rllc.jobs.settings.HadoopSettings;
import rllc.jobs.settings.JobSettings;
import rllc.jobs.settings.SettingsReader;
import rllc.jobs.settings.SettingsText;

/** {@code ablate}. */
@Command(
    name = "ablate",
    description =
        "Trains one problem with memories of 1 to 16 units, with and without a law that learns,"
            + " and with classical methods, on several draws of its rows, and says what is certain.",
    mixinStandardHelpOptions = true)
public final class AblateCommand implements Callable<Integer> {
  @Mixin private JobArguments arguments;

  @Override
  public Integer call() {
    return JobRunner.checked(this::ablate);
  }

  /** The training that the study is of. */
  public JobSettings settings() {
    return SettingsReader.read(arguments.settings());
  }

  private int ablate() {
    SettingsText text = arguments.settings();
    JobSettings settings = SettingsReader.read(text);
    AblateSettings study = AblateSettings.of(text);
    if (settings.training().model().hasL1() || !settings.training().model().bounds().isNone()) {
      throw new IllegalArgumentException(
          "`model.elasticNetParam` must be 0 and there must be no bounds for ablate, whose memories"
              + " need gradients");
    }
    OutputFolder folder =
        OutputFolder.checkToAdd(
            settings.out(),
            AblateJob.RECORD,
            settings.overwrite(),
            HadoopSettings.of(settings.spark()));
    settings.data().paths().forEach(path -> folder.checkApart("data.path", path));
    Interruption interruption = Interruption.install();
    return JobRunner.run(
        "ablate",
        settings.spark(),
        interruption,
        (spark, log) -> {
          StepProgress progress = new StepProgress(arguments.quiet());
          return new AblateJob(settings, study, folder, log, progress, interruption).run(spark);
        });
  }
}
