package rllc.jobs;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line: {@code COMMAND [FILE.conf] [key=value ...]}; also the class that spark-submit
 * runs.
 */
@Command(
    name = "rllc",
    description = "Trains large linear models on Apache Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Versions.class,
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      GenerateCommand.class,
      InfoCommand.class
    })
public final class Main {
  /** For {@code --version}. */
  static final class Versions implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"rllc " + Version.rllc()};
    }
  }

  /** Held here: java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger NETLIB_LOG = Logger.getLogger("dev.ludovic.netlib");

  private Main() {}

  public static void main(String[] arguments) {
    // Breeze's linear algebra says on the screen which native libraries it did not find; it works
    // without them.
    NETLIB_LOG.setLevel(Level.OFF);
    System.exit(run(arguments));
  }

  /** Runs a command and returns its exit status. */
  static int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setParameterExceptionHandler(Main::wrongArguments);
    if (arguments.length == 0) {
      commandLine.usage(System.err);
      return Exit.WRONG_SETTING;
    }
    return commandLine.execute(arguments);
  }

  private static int wrongArguments(CommandLine.ParameterException e, String[] arguments) {
    System.err.println("rllc: " + e.getMessage().lines().findFirst().orElse("wrong arguments"));
    return Exit.WRONG_SETTING;
  }
}
