package rllc.spark.path;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.spark.FitOrigin;
import rllc.spark.LinearFit;
import rllc.spark.LocalSpark;
import rllc.spark.data.LabelledData;
import rllc.spark.input.Columns;
import rllc.train.run.RunControl;

/**
 * A path of 30 penalties beside the same fits alone: passes, seconds, and the largest relative
 * difference of their objectives. {@code hardest} are the passes of that fit alone that takes most.
 *
 * <p>Arguments are names of {@link PathProblem}s; the property {@code to} is a folder for the rows
 * and the path's table, which path_reference.py reads.
 */
public final class PathExperiment {
  private static final int PENALTIES = 30;

  private PathExperiment() {}

  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    System.out.printf(
        "%-10s %7s %7s %7s %9s %9s %9s %9s%n",
        "problem", "passes", "hardest", "alone", "path s", "alone s", "driver s", "worse by");
    SparkSession spark = LocalSpark.start(System.getProperty("master", "local[*]"));
    try {
      for (PathProblem problem : PathProblem.values()) {
        if (args.length == 0 || List.of(args).contains(problem.label())) {
          run(spark, problem);
        }
      }
    } finally {
      spark.stop();
    }
  }

  private static TrainingSettings settings(PathProblem problem, double regParam) {
    OptionalDouble none = OptionalDouble.empty();
    return new TrainingSettings(
        new ModelSettings(problem.family(), regParam, problem.elasticNet(), true, true),
        new OptimizerSettings.Auto(Optional.empty()),
        StopSettings.DEFAULT,
        new RunSettings(
            1,
            RunSettings.Coordinates.AUTO,
            RunSettings.Start.AUTO,
            KernelMode.AUTO,
            RunSettings.Precision.AUTO));
  }

  private static void run(SparkSession spark, PathProblem problem) throws IOException {
    Columns columns = new Columns("features", "label", null);
    List<TrainingSettings> all =
        IntStream.range(0, PENALTIES)
            .mapToObj(i -> settings(problem, problem.penalty(i, PENALTIES)))
            .toList();
    try (LabelledData data =
        LabelledData.pack(
            problem.table(spark), columns, problem.family(), BadRows.FAIL, Order.AS_READ)) {
      PathFit warmUp = path(data, all);
      long begin = System.nanoTime();
      PathFit path = path(data, all);
      double seconds = (System.nanoTime() - begin) * 1e-9;
      begin = System.nanoTime();
      List<LinearFit> alone = new ArrayList<>();
      for (TrainingSettings one : all) {
        alone.add(LinearFit.fit(data.rows(), data.labels(), one, RunControl.nobody()));
      }
      double aloneSeconds = (System.nanoTime() - begin) * 1e-9;
      double worse = Double.NEGATIVE_INFINITY;
      double[] objectives = new double[PENALTIES];
      for (int i = 0; i < PENALTIES; i++) {
        objectives[i] = objective(data, all.get(i), path.fits().get(i));
        double its = objective(data, all.get(i), alone.get(i));
        worse = Math.max(worse, (objectives[i] - its) / its);
      }
      System.out.printf(
          "%-10s %7.1f %7.1f %7.1f %9.2f %9.2f %9.2f %9.1g%n",
          problem.label(),
          path.passes(),
          alone.stream().mapToDouble(fit -> fit.last().passes()).max().orElseThrow(),
          alone.stream().mapToDouble(fit -> fit.last().passes()).sum(),
          seconds,
          aloneSeconds,
          path.seconds().driver(),
          worse);
      if (warmUp.passes() != path.passes()) {
        throw new IllegalStateException("a path must be the same each time");
      }
      if (System.getProperty("to") != null) {
        write(spark, problem, data.rows().features(), objectives, seconds);
      }
    }
  }

  private static double objective(LabelledData data, TrainingSettings settings, LinearFit fit) {
    return LinearFit.objective(data.rows(), data.labels(), settings, fit.theta());
  }

  private static PathFit path(LabelledData data, List<TrainingSettings> all) {
    return PathFit.fit(
        data.rows(),
        Optional.empty(),
        data.labels(),
        all,
        FitOrigin.BEGINNING,
        i -> RunControl.nobody());
  }

  private static void write(
      SparkSession spark, PathProblem problem, int features, double[] objectives, double seconds)
      throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("to")));
    problem.writeRows(spark, folder);
    Path table = folder.resolve(problem.label() + ".csv");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(table))) {
      out.println("# family " + problem.family().text());
      out.println("# elasticNet " + problem.elasticNet());
      out.println("# features " + features);
      out.println("# seconds " + seconds);
      out.println("regParam,objective");
      for (int i = 0; i < objectives.length; i++) {
        out.println(problem.penalty(i, objectives.length) + "," + objectives[i]);
      }
    }
  }
}
