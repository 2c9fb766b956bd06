package rllc.train.batch;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Batches of 0.5 % of the rows: the gap (f - f*) / (f0 - f*) after 0.25, 0.5, 1, 2 and 5 epochs of
 * SGD, momentum, Nesterov and Adam, each the best of 8 rates x 3 schedules with the reader's
 * knowledge of the result, at the last point and at the average, beside preset auto, which is told
 * nothing: mean and standard deviation over the seeds. All see the same batches. Beside them {@code
 * small steps}, which preset auto takes in the place of batches where it may make fewer than two
 * passes and the rows are not too many: the trial of its lengths counts as passes.
 *
 * <p>docs/benchmarks.md has the command. Arguments: beginnings of problems' names, none for all.
 * System properties: {@code seeds} (10, the last one), {@code first} (1), {@code epochs} (5),
 * {@code methods} (names of tuned ones; all), {@code parts} (of {@code grid, auto, alone, law,
 * autolaw}; the first three), {@code follow} (with seeds after the first, only settings that it
 * shows at up to so many times the best of all methods), {@code keep} (a file that gaps are kept
 * in: a second run goes on with what is missing, and processes side by side with {@code first},
 * {@code seeds}, {@code parts} and {@code methods} share the work), {@code steps} of the run that
 * finds f*, {@code optima} (a folder that its ends are kept in), {@code mnist} and {@code
 * synthetic} (rows), {@code flights} (file).
 */
public final class BatchExperiment {
  private static final double MAX = Double.parseDouble(System.getProperty("epochs", "5"));
  private static final double[] EPOCHS =
      Arrays.stream(new double[] {0.25, 0.5, 1, 2, 5}).filter(e -> e <= MAX).toArray();
  private static final int SEEDS = Integer.getInteger("seeds", 10);
  private static final int FIRST = Integer.getInteger("first", 1);
  private static final Optional<List<String>> METHODS =
      Optional.ofNullable(System.getProperty("methods")).map(m -> List.of(m.split(",")));
  private static final Optional<BatchKept> KEPT =
      Optional.ofNullable(System.getProperty("keep")).map(f -> new BatchKept(Path.of(f)));
  private static final List<String> PARTS =
      List.of(System.getProperty("parts", "grid,auto,alone").split(","));
  private static final double FOLLOW = Double.parseDouble(System.getProperty("follow", "Infinity"));
  private static final String[] KINDS = {"last", "averaged"};

  /** DoubleArray that a setting needs at once for each parameter: states, gradients, points. */
  private static final int VECTORS = 14;

  private BatchExperiment() {}

  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    for (BatchProblems.Case its : BatchProblems.all()) {
      if (args.length == 0 || Arrays.stream(args).anyMatch(its.name()::startsWith)) {
        try {
          run(BatchProblem.of(its));
        } catch (NoSuchFileException e) {
          System.out.println(its.name() + " left out, no file " + e.getMessage());
        }
      }
    }
  }

  private static void run(BatchProblem problem) throws IOException {
    System.out.println(problem);
    BatchTable table = new BatchTable(EPOCHS.length);
    if (KEPT.isPresent()) {
      KEPT.get().load(problem.name(), table);
    }
    for (int seed = FIRST; seed <= SEEDS; seed++) {
      if (PARTS.contains("auto")) {
        auto(problem, table, seed, false);
      }
      if (PARTS.contains("alone") && !table.has(BatchTable.ALONE, seed)) {
        double[][] gaps = BatchAuto.alone(problem, EPOCHS, seed);
        add(problem, table, BatchTable.ALONE, seed, List.of(""), gaps);
      }
      if (PARTS.contains("autolaw")) {
        auto(problem, table, seed, true);
      }
      if (PARTS.contains("grid")) {
        tuned(problem, table, seed, BatchSettings.classical(problem.lambda()));
      }
      if (PARTS.contains("law")) {
        tuned(problem, table, seed, BatchSettings.laws(problem.lambda()));
      }
      System.out.printf("  after seed %d, epochs %s%n", seed, Arrays.toString(EPOCHS));
      table.print();
    }
  }

  private static void auto(BatchProblem problem, BatchTable table, int seed, boolean law)
      throws IOException {
    String name = law ? "auto with the law" : "auto";
    if (!table.has(name, seed)) {
      BatchAuto.Found found = BatchAuto.run(problem, EPOCHS, seed, law);
      double[][] gaps = new double[EPOCHS.length][1];
      Arrays.setAll(gaps, e -> new double[] {found.gaps()[e]});
      add(problem, table, name, seed, List.of(""), gaps);
      System.out.printf("  %s, seed %d: %.3f passes before%n", name, seed, found.passes());
    }
  }

  private static void tuned(
      BatchProblem problem, BatchTable table, int seed, List<BatchSettings.Group> groups)
      throws IOException {
    List<BatchSettings.Group> missing =
        groups.stream()
            .filter(group -> METHODS.map(some -> some.contains(group.name())).orElse(true))
            .filter(group -> !table.has(group.name() + ", " + KINDS[0], seed))
            .toList();
    Map<String, int[]> until = new HashMap<>();
    missing.forEach(group -> until.put(group.name(), until(table, group, seed)));
    for (List<BatchSettings.Group> some : together(problem, missing, until)) {
      double[][][] gaps =
          new BatchSideBySide(problem, some, table.least(KINDS, seed), until).run(EPOCHS, seed);
      int from = 0;
      for (BatchSettings.Group group : some) {
        int to = from + group.settings().size();
        List<String> names = group.settings().stream().map(s -> " " + s.name()).toList();
        for (int kind = 0; kind < KINDS.length; kind++) {
          String line = group.name() + ", " + KINDS[kind];
          add(problem, table, line, seed, names, part(gaps[kind], from, to));
        }
        from = to;
      }
    }
  }

  /** The first seed shows which settings the others need not look at. */
  private static int[] until(BatchTable table, BatchSettings.Group group, int seed) {
    int[] until = new int[group.settings().size()];
    Arrays.setAll(
        until,
        i ->
            seed == 1 || Double.isInfinite(FOLLOW)
                ? EPOCHS.length - 1
                : table.contends(group.name(), KINDS, i, FOLLOW));
    return until;
  }

  private static void add(
      BatchProblem problem,
      BatchTable table,
      String line,
      int seed,
      List<String> names,
      double[][] gaps)
      throws IOException {
    table.add(line, seed, names, gaps);
    if (KEPT.isPresent()) {
      KEPT.get().save(problem.name(), line, seed, names, gaps);
    }
  }

  private static double[][] part(double[][] gaps, int from, int to) {
    return Arrays.stream(gaps).map(g -> Arrays.copyOfRange(g, from, to)).toArray(double[][]::new);
  }

  /** All groups at once where memory allows, else one after the other. */
  private static List<List<BatchSettings.Group>> together(
      BatchProblem problem, List<BatchSettings.Group> groups, Map<String, int[]> until) {
    long settings =
        until.values().stream().flatMapToInt(Arrays::stream).filter(e -> e >= 0).count();
    double bytes = (double) Double.BYTES * VECTORS * settings * problem.objective().dimension();
    if (bytes < Runtime.getRuntime().maxMemory() / 2.0) {
      return groups.isEmpty() ? List.of() : List.of(groups);
    }
    List<List<BatchSettings.Group>> one = new ArrayList<>();
    groups.forEach(group -> one.add(List.of(group)));
    return one;
  }
}
