package rllc.jobs;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rllc.jobs.command.Exit;
import rllc.jobs.command.Interruption;
import rllc.jobs.command.JobArguments;
import rllc.jobs.command.JobRunner;
import rllc.jobs.output.OutputFolder;
import rllc.jobs.output.ResultTable;
import rllc.jobs.output.StepProgress;
import rllc.jobs.rows.PackedFolder;
import rllc.jobs.settings.EarlierRun;
import rllc.jobs.settings.HadoopSettings;
import rllc.jobs.settings.JobSettings;
import rllc.jobs.settings.SettingsReader;
import rllc.jobs.settings.SettingsText;

/** {@code train}. */
@Command(
    name = "train",
    description = "Trains one model and writes the output folder.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Mixin private JobArguments arguments;

  @Option(
      names = "--again",
      paramLabel = "OUT",
      description = "Repeats the run that wrote the folder OUT, from its run.json.")
  private String again;

  @Option(
      names = "--resume",
      paramLabel = "OUT",
      description = "Goes on with the run that wrote the folder OUT, from its newest checkpoint.")
  private String resume;

  @Override
  public Integer call() {
    return JobRunner.checked(this::train);
  }

  JobSettings settings() {
    return SettingsReader.read(text());
  }

  private SettingsText text() {
    if (again == null && resume == null) {
      return arguments.settings();
    }
    String option = again == null ? "--resume" : "--again";
    String earlier = again == null ? resume : again;
    if (again != null && resume != null || arguments.file() != null) {
      throw new IllegalArgumentException(
          "`" + option + "` must stand alone, without a settings file, got " + earlier);
    }
    // The leave to replace a folder was given for that run; another one needs its own.
    Config settings = EarlierRun.settings(option, earlier).withoutPath("overwrite");
    List<String> overrides = new ArrayList<>(arguments.overrides());
    if (resume != null) {
      overrides.addAll(List.of("out=" + resume, "overwrite=true"));
    }
    return SettingsText.of(settings, overrides);
  }

  private int train() {
    JobSettings settings = settings();
    if (resume != null && settings.path().isPresent()) {
      throw new IllegalArgumentException(
          "`--resume` must name a run of one penalty, for no path of penalties is resumed, got "
              + resume);
    }
    OutputFolder folder =
        OutputFolder.check(
            settings.out(), settings.overwrite(), HadoopSettings.of(settings.spark()));
    settings.data().paths().forEach(path -> folder.checkApart("data.path", path));
    settings.data().test().ifPresent(test -> folder.checkApart("data.test", test));
    Optional<PackedFolder> packed =
        settings
            .data()
            .packed()
            .map(
                path ->
                    PackedFolder.check(
                        path,
                        settings.data(),
                        settings.out(),
                        HadoopSettings.of(settings.spark())));
    Interruption interruption = Interruption.install();
    return JobRunner.run(
        "train",
        settings.spark(),
        interruption,
        (spark, log) -> {
          StepProgress progress = new StepProgress(arguments.quiet());
          TrainJob job =
              new TrainJob(settings, folder, packed, log, progress, interruption, resume != null);
          var run = job.run(spark);
          System.out.print(ResultTable.of(run, folder.display()));
          return Exit.of((String) run.get("status"));
        });
  }
}
