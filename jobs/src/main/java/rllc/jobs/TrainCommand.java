package rllc.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rllc.jobs.output.OutputFolder;
import rllc.jobs.output.ResultTable;
import rllc.jobs.output.StepProgress;
import rllc.jobs.rows.PackedFolder;
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
  private File again;

  @Override
  public Integer call() {
    return JobRunner.checked(this::train);
  }

  JobSettings settings() {
    return SettingsReader.read(text());
  }

  private SettingsText text() {
    if (again == null) {
      return arguments.settings();
    }
    File run = new File(again, "run.json");
    if (!run.isFile() || arguments.file() != null) {
      throw new IllegalArgumentException(
          "`--again` must name a folder with a run.json, and no settings file beside it, got "
              + again);
    }
    try {
      // The leave to replace a folder was given for that run; this one needs its own.
      Config earlier = ConfigFactory.parseFile(run).getConfig("settings").withoutPath("overwrite");
      return SettingsText.of(earlier, arguments.overrides());
    } catch (ConfigException e) {
      throw new IllegalArgumentException("`--again` must name a folder of ours, got " + again, e);
    }
  }

  private int train() {
    JobSettings settings = settings();
    OutputFolder folder =
        OutputFolder.check(settings.out(), settings.overwrite(), new Configuration());
    settings.data().paths().forEach(path -> folder.checkApart("data.path", path));
    settings.data().test().ifPresent(test -> folder.checkApart("data.test", test));
    Optional<PackedFolder> packed =
        settings
            .data()
            .packed()
            .map(
                path ->
                    PackedFolder.check(path, settings.data(), settings.out(), new Configuration()));
    Interruption interruption = Interruption.install();
    return JobRunner.run(
        "train",
        settings.spark(),
        interruption,
        (spark, log) -> {
          StepProgress progress = new StepProgress(arguments.quiet());
          TrainJob job = new TrainJob(settings, folder, packed, log, progress, interruption);
          var run = job.run(spark);
          System.out.print(ResultTable.of(run, folder.display()));
          return Exit.of((String) run.get("status"));
        });
  }
}
