package rllc.jobs;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.deploy.SparkSubmit;
import picocli.CommandLine;
import rllc.jobs.ablate.AblateCommand;
import rllc.jobs.command.Exit;
import rllc.jobs.command.JobArguments;
import rllc.jobs.scale.ScaleCommand;
import rllc.kernel.JvmOptions;

/**
 * From {@code jobs/rllc} to Spark's submit class: settings are checked here, before a Spark starts,
 * and Spark's own settings reach spark-submit, where memory and master are decided.
 *
 * <p>Where this JVM will do, which is so for the embedded Spark on this machine, the submit class
 * runs in it; else the command that runs the job is printed, its words ended by NUL.
 */
public final class Launch {
  private static final String MASTER = "spark.master";
  private static final String MASTERS =
      "local(\\[(\\*|[1-9]\\d*)(,\\d+)?])?|local-cluster\\[.*]|yarn|(spark|k8s)://.+";

  /**
   * Options of a JVM that computes. Rows in huge pages are read about an eighth faster if Linux
   * gives them on request alone.
   */
  private static final String COMPUTING =
      "-XX:+UseTransparentHugePages " + String.join(" ", JvmOptions.GC_LOCKER);

  private static final String DRIVER_OPTIONS = "spark.driver.extraJavaOptions";
  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

  private static final String DRIVER_MEMORY = "spark.driver.memory";

  /** Words before the command line as the user gave it. */
  private static final int OWN_WORDS = 3;

  private final File jobs;
  private final String archive;
  private final Optional<String> sparkHome;

  /**
   * @param jobs the jobs folder's target
   * @param archive of Spark's classes
   * @param sparkHome of another Spark than the embedded one
   */
  public Launch(File jobs, String archive, Optional<String> sparkHome) {
    this.jobs = jobs;
    this.archive = archive;
    this.sparkHome = sparkHome;
  }

  /**
   * @param arguments {@code run} or {@code print}, the jobs folder's target, the archive of
   *     classes, then the command line as the user gave it
   */
  public static void main(String[] arguments) {
    LibraryLogging.netlib();
    boolean here = arguments[0].equals("run");
    List<String> words = List.of(arguments).subList(OWN_WORDS, arguments.length);
    Optional<String> sparkHome =
        here ? Optional.empty() : Optional.ofNullable(System.getenv("SPARK_HOME"));
    Launch launch = new Launch(new File(arguments[1]), arguments[2], sparkHome);
    try {
      if (here) {
        launch.run(words);
      } else {
        StringBuilder out = new StringBuilder();
        launch.command(words).forEach(word -> out.append(word).append('\0'));
        System.out.print(out);
      }
    } catch (IllegalArgumentException e) {
      System.err.println("rllc: " + e.getMessage());
      System.exit(Exit.WRONG_SETTING);
    }
  }

  /** Does what {@code words} ask for in this JVM, by the embedded Spark. */
  private void run(List<String> words) {
    if (needsSpark(words)) {
      SparkSubmit.main(
          submitWords(withDefaults(sparkSettings(words)), words).toArray(String[]::new));
    } else {
      Main.main(words.toArray(String[]::new));
    }
  }

  /** The words of the command that does what {@code words} ask for. */
  List<String> command(List<String> words) {
    return needsSpark(words) ? submit(words) : plain(words);
  }

  private static boolean needsSpark(List<String> words) {
    boolean help = words.stream().anyMatch(List.of("-h", "--help", "-V", "--version")::contains);
    return !help
        && !words.isEmpty()
        && List.of("train", "evaluate", "predict", "compare", "ablate", "scale", "generate")
            .contains(words.get(0));
  }

  /** Without Spark: information, help, and the complaint about a command that does not exist. */
  private List<String> plain(List<String> words) {
    List<String> command =
        new ArrayList<>(List.of("java", options(), "-cp", classPath(), "rllc.jobs.Main"));
    command.addAll(words);
    return command;
  }

  private List<String> submit(List<String> words) {
    Map<String, String> spark = withDefaults(sparkSettings(words));
    List<String> command = new ArrayList<>(List.of("env"));
    if (isLocal(spark)) {
      // A machine whose own name does not resolve still talks to itself.
      command.add("SPARK_LOCAL_IP=127.0.0.1");
    }
    command.addAll(
        sparkHome
            .map(home -> List.of(home + "/bin/spark-submit"))
            .orElseGet(() -> embedded(spark)));
    command.addAll(submitWords(spark, words));
    return command;
  }

  /** The arguments of Spark's submit class. */
  private List<String> submitWords(Map<String, String> spark, List<String> words) {
    List<String> result = new ArrayList<>();
    spark.forEach((key, value) -> result.addAll(List.of("--conf", key + "=" + value)));
    // On this machine our jar is on the class path: else the driver would send it to itself.
    boolean known = sparkHome.isEmpty() && isLocal(spark);
    result.addAll(List.of("--class", "rllc.jobs.Main", known ? "spark-internal" : jar()));
    result.addAll(words);
    return result;
  }

  /** Spark's submit class on the jars that the build collected: what bin/spark-submit runs too. */
  private List<String> embedded(Map<String, String> spark) {
    return List.of(
        "SPARK_HOME=" + new File(jobs, "spark"),
        "SPARK_SCALA_VERSION=2.13",
        "java",
        options(),
        "-Xmx" + spark.get(DRIVER_MEMORY),
        "-XX:SharedArchiveFile=" + archive,
        "-Dlog4j2.configurationFile=" + quietLog(),
        "-cp",
        classPath(),
        "org.apache.spark.deploy.SparkSubmit");
  }

  private Map<String, String> withDefaults(Map<String, String> given) {
    Map<String, String> spark = new LinkedHashMap<>();
    spark.put(MASTER, "local[*]");
    spark.put(DRIVER_MEMORY, "1g");
    if (isLocal(given)) {
      // The driver of a local master holds all data. jobs/rllc gives its JVM as much.
      spark.put(DRIVER_MEMORY, halfOfMemory() + "m");
      spark.put("spark.driver.host", "127.0.0.1");
      spark.put("spark.driver.bindAddress", "127.0.0.1");
      spark.put("spark.ui.enabled", "false");
      spark.put("spark.sql.shuffle.partitions", "8");
    }
    if (sparkHome.isPresent()) {
      String quiet = "-Dlog4j2.configurationFile=" + quietLog() + " ";
      spark.put(DRIVER_OPTIONS, isLocal(given) ? quiet + COMPUTING : COMPUTING);
    }
    if (!isLocal(given)) {
      spark.put(EXECUTOR_OPTIONS, COMPUTING);
    }
    // The user's options of a JVM stand behind ours, so that they decide.
    given.forEach(
        (key, value) ->
            spark.merge(
                key, value, (ours, theirs) -> isOptions(key) ? ours + " " + theirs : theirs));
    check(spark, MASTER, MASTERS, "local[N], spark://HOST:PORT, yarn or k8s://URL");
    check(spark, DRIVER_MEMORY, "[1-9]\\d*[kKmMgGtT]", "a size such as 4g");
    return spark;
  }

  private static boolean isOptions(String key) {
    return key.equals(DRIVER_OPTIONS) || key.equals(EXECUTOR_OPTIONS);
  }

  /** Values that the JVM and Spark's submit class would refuse with a trace. */
  private static void check(Map<String, String> spark, String key, String pattern, String must) {
    if (!spark.get(key).matches(pattern)) {
      throw new IllegalArgumentException(
          "`" + key + "` must be " + must + ", got " + spark.get(key));
    }
  }

  private static boolean isLocal(Map<String, String> spark) {
    return spark.getOrDefault(MASTER, "local[*]").matches("local(\\[.*])?");
  }

  private static long halfOfMemory() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getTotalMemorySize() / 2 / (1 << 20);
  }

  /** Spark's settings in the file and the overrides; every other setting is checked on the way. */
  private static Map<String, String> sparkSettings(List<String> words) {
    List<String> rest = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "generate" -> {
        GenerateCommand generate = parsed(new GenerateCommand(), rest);
        generate.settings();
        yield generate.text().spark();
      }
      case "compare" -> parsed(new CompareCommand(), rest).settings().spark();
      case "ablate" -> parsed(new AblateCommand(), rest).settings().spark();
      case "scale" -> parsed(new ScaleCommand(), rest).settings().spark();
      case "train" -> parsed(new TrainCommand(), rest).settings().spark();
      default -> {
        JobArguments arguments = parsed(new Words(), rest).arguments;
        arguments.takeValue("model");
        if (words.get(0).equals("predict")) {
          PredictCommand.takeOwn(arguments);
        }
        yield arguments.settings().spark();
      }
    };
  }

  /** The arguments of a command without options of its own. */
  @CommandLine.Command
  private static final class Words {
    @CommandLine.Mixin private JobArguments arguments;
  }

  private static <T> T parsed(T command, List<String> words) {
    try {
      new CommandLine(command).parseArgs(words.toArray(String[]::new));
      return command;
    } catch (CommandLine.ParameterException e) {
      throw new IllegalArgumentException(e.getMessage().lines().findFirst().orElse(""), e);
    }
  }

  /** Options of every JVM, {@code jobs/rllc}'s own too. */
  private String options() {
    return "@" + new File(jobs.getParentFile(), "jvm.options");
  }

  private String jar() {
    return new File(jobs, "rllc-jobs.jar").getPath();
  }

  /** Spark first, as on a cluster: the archive of its classes is for jars that come first. */
  private String classPath() {
    return sparkHome.orElse(new File(jobs, "spark").getPath()) + "/jars/*:" + jar();
  }

  private String quietLog() {
    return new File(jobs, "classes/rllc/jobs/quiet-log4j2.properties").getPath();
  }
}
