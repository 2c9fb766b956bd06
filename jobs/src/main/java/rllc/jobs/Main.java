package rllc.jobs;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import rllc.jobs.ablate.AblateCommand;
import rllc.jobs.command.Exit;
import rllc.jobs.scale.ScaleCommand;
import rllc.optim.JavaLapack;
import rllc.settings.SpellingHint;

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
      PredictCommand.class,
      CompareCommand.class,
      AblateCommand.class,
      ScaleCommand.class,
      GenerateCommand.class,
      InfoCommand.class,
      WatchCommand.class
    })
public final class Main {
  /** For {@code --version}. */
  static final class Versions implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"rllc " + Version.rllc()};
    }
  }

  private Main() {}

  public static void main(String[] arguments) {
    LibraryLogging.netlib();
    System.exit(run(arguments));
  }

  /** Runs a command and returns its exit status. */
  static int run(String... arguments) {
    JavaLapack.choose();
    // Numbers are written as in run.json, whatever the terminal's language.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setParameterExceptionHandler(Main::wrongArguments);
    if (arguments.length == 0) {
      commandLine.usage(System.err);
      return Exit.WRONG_SETTING;
    }
    return commandLine.execute(arguments);
  }

  private static int wrongArguments(CommandLine.ParameterException e, String[] arguments) {
    System.err.println("rllc: " + complaint(e));
    return Exit.WRONG_SETTING;
  }

  /** One line on what is wrong with the arguments. */
  static String complaint(CommandLine.ParameterException e) {
    Set<String> commands = new TreeSet<>(new CommandLine(new Main()).getSubcommands().keySet());
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched
        && e.getCommandLine().getParent() == null) {
      String was = unmatched.getUnmatched().get(0);
      return "the command must be one of "
          + String.join(", ", commands)
          + ", got "
          + was
          + SpellingHint.hint(was, commands);
    }
    return e.getMessage().lines().findFirst().orElse("wrong arguments");
  }
}
