package rllc.jobs;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;
import picocli.CommandLine;
import rllc.jobs.settings.SettingsText;

/**
 * Prints the command that runs a job, its words ended by NUL, for {@code jobs/rllc} to execute:
 * settings are checked here, before a Spark starts, and Spark's own settings reach spark-submit,
 * where memory and master are decided.
 */
public final class Launch {
  private static final String MASTER = "spark.master";
  private static final String MASTERS =
      "local(\\[(\\*|[1-9]\\d*)(,\\d+)?])?|local-cluster\\[.*]|yarn|(spark|k8s)://.+";

  /** Rows in huge pages are read about an eighth faster where Linux gives them on request alone. */
  private static final String HUGE_PAGES = "-XX:+UseTransparentHugePages";

  private static final String DRIVER_MEMORY = "spark.driver.memory";

  private final File jobs;
  private final String sparkHome;

  Launch(File jobs, String sparkHome) {
    this.jobs = jobs;
    this.sparkHome = sparkHome;
  }

  /**
   * @param arguments the jobs folder's target, then the command line as the user gave it
   */
  public static void main(String[] arguments) {
    LibraryLogging.netlib();
    List<String> words = List.of(arguments).subList(1, arguments.length);
    Launch launch = new Launch(new File(arguments[0]), System.getenv("SPARK_HOME"));
    try {
      StringBuilder out = new StringBuilder();
      launch.command(words).forEach(word -> out.append(word).append('\0'));
      System.out.print(out);
    } catch (IllegalArgumentException e) {
      System.err.println("rllc: " + e.getMessage());
      System.exit(Exit.WRONG_SETTING);
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
        && List.of("train", "evaluate", "predict", "compare", "generate").contains(words.get(0));
  }

  /** Without Spark: information, help, and the complaint about a command that does not exist. */
  private List<String> plain(List<String> words) {
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(moduleFlags());
    command.addAll(List.of("-cp", jar() + ":" + classPath(), "rllc.jobs.Main"));
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
    command.addAll(sparkHome == null ? embedded(spark) : List.of(sparkHome + "/bin/spark-submit"));
    spark.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    command.addAll(List.of("--class", "rllc.jobs.Main", jar()));
    command.addAll(words);
    return command;
  }

  /** Spark's submit class on the jars that the build collected: what bin/spark-submit runs too. */
  private List<String> embedded(Map<String, String> spark) {
    List<String> command = new ArrayList<>();
    command.add("SPARK_HOME=" + new File(jobs, "spark"));
    command.add("SPARK_SCALA_VERSION=2.13");
    command.add("java");
    command.add("-Xmx" + spark.get(DRIVER_MEMORY));
    command.add("-XX:+UseParallelGC");
    command.add(HUGE_PAGES);
    command.addAll(moduleFlags());
    command.add("-XX:SharedArchiveFile=" + new File(jobs, "classes.jsa"));
    command.add("-Xlog:disable");
    command.add("-Xlog:all=error:stderr");
    command.add("-Dlog4j2.configurationFile=" + quietLog());
    // Our jar on the class path too: only classes from there can come out of the archive.
    command.addAll(
        List.of("-cp", jar() + ":" + classPath(), "org.apache.spark.deploy.SparkSubmit"));
    return command;
  }

  private Map<String, String> withDefaults(Map<String, String> given) {
    Map<String, String> spark = new LinkedHashMap<>();
    spark.put(MASTER, "local[*]");
    spark.put(DRIVER_MEMORY, "1g");
    if (isLocal(given)) {
      // The driver of a local master holds all data.
      spark.put(DRIVER_MEMORY, Math.max(1024, halfOfMemory()) + "m");
      spark.put("spark.driver.host", "127.0.0.1");
      spark.put("spark.driver.bindAddress", "127.0.0.1");
      spark.put("spark.ui.enabled", "false");
      spark.put("spark.sql.shuffle.partitions", "8");
      if (sparkHome != null) {
        spark.put(
            "spark.driver.extraJavaOptions",
            "-Dlog4j2.configurationFile=" + quietLog() + " " + HUGE_PAGES);
      }
    } else {
      spark.put("spark.executor.extraJavaOptions", HUGE_PAGES);
    }
    spark.putAll(given);
    check(spark, MASTER, MASTERS, "local[N], spark://HOST:PORT, yarn or k8s://URL");
    check(spark, DRIVER_MEMORY, "[1-9]\\d*[kKmMgGtT]", "a size such as 4g");
    return spark;
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
      case "train" -> parsed(new TrainCommand(), rest).settings().spark();
      default -> {
        JobArguments arguments = parsed(new Words(), rest).arguments;
        arguments.takeValue("model");
        if (words.get(0).equals("predict")) {
          PredictCommand.takeOwn(arguments);
        }
        yield SettingsText.of(arguments.parsedFile(), arguments.overrides()).spark();
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

  /**
   * Without the incubating vector module: the JVM would warn of it on the screen, and nothing of
   * ours uses it.
   */
  private static List<String> moduleFlags() {
    return java.util.Arrays.stream(JavaModuleOptions.defaultModuleOptionArray())
        .filter(flag -> !flag.startsWith("--add-modules"))
        .toList();
  }

  private String jar() {
    return new File(jobs, "rllc-jobs.jar").getPath();
  }

  private String classPath() {
    String home = sparkHome == null ? new File(jobs, "spark").getPath() : sparkHome;
    return home + "/jars/*";
  }

  private String quietLog() {
    return new File(jobs, "classes/rllc/jobs/quiet-log4j2.properties").getPath();
  }
}
