package rllc.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rllc.jobs.command.Exit;
import rllc.jobs.command.Interruption;
import rllc.jobs.command.JobArguments;
import rllc.jobs.command.JobRunner;
import rllc.jobs.generate.GenerateSettings;
import rllc.jobs.generate.SyntheticData;
import rllc.jobs.generate.SyntheticFamily;
import rllc.jobs.settings.SettingsText;
import rllc.jobs.settings.TypedConfig;

/** {@code generate}. */
@Command(
    name = "generate",
    description =
        "Writes a synthetic data set with a known generating model: generate path=DIR rows=N"
            + " features=D [family=binomial|multinomial|gaussian classes=K nonZeros=Z condition=C noise=S seed=K"
            + " partitions=P]",
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
  private static final Config DEFAULTS =
      ConfigFactory.parseString(
          "{path: null, family: binomial, classes: null, rows: null, features: null, nonZeros: null, condition: "
              + GenerateSettings.DEFAULT_CONDITION
              + ", noise: null, seed: "
              + GenerateSettings.DEFAULT_SEED
              + ", partitions: null}");

  @Mixin private JobArguments arguments;

  @Override
  public Integer call() {
    return JobRunner.checked(this::generate);
  }

  /** The arguments as text; its {@code spark.*} keys are Spark's. */
  SettingsText text() {
    return SettingsText.of(arguments.parsedFile(), arguments.overrides(), DEFAULTS);
  }

  GenerateSettings settings() {
    TypedConfig config = new TypedConfig(text().config());
    SyntheticFamily family = SyntheticFamily.of(config.text("family"));
    long rows = config.wholeLong("rows");
    int features = config.integer("features");
    int nonZeros = config.optionalInteger("nonZeros").orElse(features);
    OptionalInt partitions = config.optionalInteger("partitions");
    return new GenerateSettings(
        family,
        config
            .optionalInteger("classes")
            .orElse(family == SyntheticFamily.MULTINOMIAL ? GenerateSettings.DEFAULT_CLASSES : 0),
        rows,
        features,
        nonZeros,
        config.number("condition"),
        config.optionalNumber("noise").orElse(family.defaultNoise()),
        config.wholeLong("seed"),
        partitions.orElse(GenerateSettings.defaultPartitions(rows, nonZeros)),
        config.text("path"));
  }

  private int generate() {
    GenerateSettings settings = settings();
    return JobRunner.run(
        "generate",
        text().spark(),
        Interruption.install(),
        (spark, log) -> {
          SyntheticData.run(spark, settings);
          System.out.printf(
              "wrote %,d rows x %,d features to %s, the model to %s%n",
              settings.rows(),
              settings.features(),
              settings.path(),
              SyntheticData.modelPath(settings.path()));
          return Exit.DONE;
        });
  }
}
