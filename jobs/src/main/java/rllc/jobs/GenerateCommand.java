package rllc.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rllc.jobs.generate.GenerateSettings;
import rllc.jobs.generate.SyntheticData;

/** {@code generate}. */
@Command(
    name = "generate",
    description =
        "Writes a synthetic data set with a known generating model: generate path=DIR"
            + " family=binomial|gaussian rows=N features=D [nonZeros=Z condition=C noise=S seed=K"
            + " partitions=P]",
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
  @Mixin private JobArguments arguments;

  @Override
  public Integer call() {
    return JobRunner.checked(this::generate);
  }

  private int generate() {
    GenerateSettings settings = GenerateSettings.read(arguments.overrides());
    return JobRunner.run(
        "generate",
        settings.spark(),
        Interruption.install(),
        (spark, log) -> {
          SyntheticData.write(spark, settings);
          System.out.printf(
              "wrote %,d rows x %,d features to %s%n",
              settings.rows(), settings.features(), settings.path());
          return Exit.DONE;
        });
  }
}
