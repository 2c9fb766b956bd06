package rllc.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rllc.jobs.command.Interruption;
import rllc.jobs.command.JobArguments;
import rllc.jobs.command.JobRunner;
import rllc.jobs.output.OutputFolder;
import rllc.jobs.output.StepProgress;
import rllc.jobs.rows.PackedFolder;
import rllc.jobs.settings.CompareReader;
import rllc.jobs.settings.CompareSettings;
import rllc.jobs.settings.HadoopSettings;

/** {@code compare}. */
@Command(
    name = "compare",
    description =
        "Trains the same problem with several optimizers, Spark MLlib's own among them, and writes"
            + " one table and one page of charts.",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Mixin private JobArguments arguments;

  @Override
  public Integer call() {
    return JobRunner.checked(this::compare);
  }

  CompareSettings settings() {
    return CompareReader.read(arguments.settings());
  }

  private int compare() {
    CompareSettings settings = settings();
    OutputFolder folder =
        OutputFolder.checkToAdd(
            settings.out(),
            CompareJob.RECORD,
            settings.overwrite(),
            HadoopSettings.of(settings.spark()));
    settings.data().paths().forEach(path -> folder.checkApart("data.path", path));
    settings.data().test().ifPresent(test -> folder.checkApart("data.test", test));
    Interruption interruption = Interruption.install();
    return JobRunner.run(
        "compare",
        settings.spark(),
        interruption,
        (spark, log) -> {
          StepProgress progress = new StepProgress(arguments.quiet());
          PackedFolder.unused(settings.data(), "compare").ifPresent(progress::warn);
          return new CompareJob(settings, folder, log, progress, interruption).run(spark);
        });
  }
}
