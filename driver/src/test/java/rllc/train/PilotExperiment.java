package rllc.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.shard.Loss;
import rllc.shard.MarginLoss;
import rllc.shard.Moments;
import rllc.shard.Softmax;

/**
 * Passes that the pilot method and L-BFGS need to gaps (f - f*) / (f0 - f*) of 1e-2, 1e-4 and 1e-6.
 * Not a test: run its main with the test class path from inside a folder that has `shared` above
 * it; arguments: names of problems, none for all.
 */
public final class PilotExperiment {
  private record Data(List<Block> blocks, int features, int classes, Loss loss) {}

  private interface Source {
    Data read() throws IOException;
  }

  private record Case(String name, Source source, double reg, boolean standard) {}

  private static final List<Case> CASES = new ArrayList<>();

  private static void add(String name, Source source, double reg) {
    CASES.add(new Case(name + " std", source, reg, true));
    CASES.add(new Case(name + " raw", source, reg, false));
  }

  static {
    add("a9a-4", () -> binary("a9a/a9a.gz", 123, 1), 1e-4);
    add("a9a-6", () -> binary("a9a/a9a.gz", 123, 1), 1e-6);
    add("mushrooms", () -> binary("mushrooms/mushrooms.gz", 112, 2), 1e-5);
    add("reuters", () -> binary("reuters-money-fx/reuters.trn.gz", 8315, 1), 1e-5);
    add(
        "skin",
        () -> table("skin/Skin_NonSkin.txt.gz", "\t", 3, 3, y -> y - 1, MarginLoss.LOGISTIC),
        1e-5);
    add("synthetic4", () -> synthetic(200_000, 100, 1e4), 1e-5);
    add("kdd", PilotExperiment::kdd, 1e-5);
    add("pendigits", () -> classes("pendigits/" + only("pendigits"), 16, 10, 0), 1e-4);
    add("usps", () -> table("usps/zip.train.csv.gz", ",", 256, 0, y -> y, new Softmax(10)), 1e-4);
    add("mnist", PilotExperiment::mnist, 1e-4);
    add("news20", PilotExperiment::news20, 1e-4);
    add(
        "millionsong",
        () -> table("millionsong-cs190/millionsong.txt.gz", ",", 12, 0, y -> y, MarginLoss.SQUARED),
        1e-3);
    add("cadata", () -> regression("cadata/cadata.gz", 8), 1e-3);
    add("abalone", () -> regression("abalone/abalone_scale.gz", 8), 1e-3);
    add("cpusmall", () -> regression("cpusmall/cpusmall.gz", 12), 1e-3);
  }

  private PilotExperiment() {}

  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    double product = 0;
    int count = 0;
    for (Case problem : CASES) {
      boolean wanted = args.length == 0;
      for (String arg : args) {
        wanted |= problem.name().startsWith(arg) || problem.name().endsWith(" " + arg);
      }
      if (wanted) {
        double ratio = compare(problem);
        if (Double.isFinite(ratio)) {
          product += Math.log(ratio);
          count++;
        }
      }
    }
    System.out.printf(
        "geometric mean of passes ratio at 1e-4: %.3f over %d%n", Math.exp(product / count), count);
  }

  private static double compare(Case problem) throws IOException {
    Data data = problem.source().read();
    Moments moments = new Moments(data.features());
    data.blocks().forEach(moments::add);
    double[] deviations = moments.featureDeviations();
    int outputs = data.loss().outputs();
    Coordinates coordinates =
        problem.standard()
            ? Coordinates.standardised(moments.featureMeans(), deviations, outputs, true)
            : Coordinates.original(deviations, outputs, true);
    LinearObjective objective =
        new LinearObjective(
            new LocalGradients(data.blocks(), KernelChoice.of(KernelMode.AUTO).kernels()),
            data.loss(),
            coordinates,
            Penalty.l2(problem.reg(), coordinates, deviations, problem.standard()));
    double[] start = start(data, moments, coordinates);
    int seeds = Integer.getInteger("seeds", 1);
    List<double[]> lbfgs = new ArrayList<>();
    long t0 = System.nanoTime();
    int limit = Integer.getInteger("limit", 600);
    double best =
        run(new BreezeLbfgs(objective, start, stop(limit, 1e-9), RunControl.nobody()), lbfgs);
    long t1 = System.nanoTime();
    List<List<double[]>> ours = new ArrayList<>();
    int rejected = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      List<double[]> curve = new ArrayList<>();
      rllc.settings.OptimizerSettings settings =
          new rllc.settings.OptimizerSettings.Auto(
              System.getProperty("metric") == null
                  ? java.util.Optional.empty()
                  : java.util.Optional.of(
                      rllc.settings.Metric.valueOf(System.getProperty("metric"))));
      Iterator<TrainingState> run =
          Training.prepare(settings, objective, start, seed)
              .start(start, stop(Integer.getInteger("steps", 150), 1e-9), RunControl.nobody());
      best = Math.min(best, run(run, curve));

      ours.add(curve);
    }
    long t2 = System.nanoTime();
    double first = lbfgs.get(0)[1];
    double[] gaps = {1e-2, 1e-4, 1e-6};
    StringBuilder line = new StringBuilder(String.format("%-16s", problem.name()));
    double ratio = Double.NaN;
    line.append(" lbfgs");
    double[] base = new double[3];
    for (int i = 0; i < 3; i++) {
      base[i] = passes(lbfgs, best + gaps[i] * (first - best));
      line.append(String.format(" %6.1f", base[i]));
    }
    line.append("  pilot");
    for (int i = 0; i < 3; i++) {
      double sum = 0;
      for (List<double[]> curve : ours) {
        sum += passes(curve, best + gaps[i] * (first - best)) / seeds;
      }
      line.append(String.format(" %6.1f", sum));
      if (i == 1) {
        ratio = sum / (Double.isNaN(base[i]) ? limit : base[i]);
      }
    }
    List<double[]> curve = ours.get(0);
    line.append(
        String.format(
            "  ratio %.2f rej %d end %d/%.0f f %.10g vs %.10g  %.1fs %.1fs",
            ratio,
            rejected,
            curve.size(),
            curve.get(curve.size() - 1)[0],
            curve.get(curve.size() - 1)[1],
            lbfgs.get(lbfgs.size() - 1)[1],
            (t1 - t0) * 1e-9,
            (t2 - t1) * 1e-9 / seeds));
    System.out.println(line);
    return ratio;
  }

  private static rllc.settings.StopSettings stop(int steps, double tol) {
    return Stops.after(steps, tol);
  }

  private static double run(Iterator<TrainingState> run, List<double[]> curve) {
    double best = Double.POSITIVE_INFINITY;
    while (run.hasNext()) {
      StepRecord record = run.next().record();
      curve.add(new double[] {record.passes(), record.loss()});
      best = Math.min(best, record.loss());
    }
    return best;
  }

  private static double passes(List<double[]> curve, double target) {
    for (double[] point : curve) {
      if (point[1] <= target) {
        return point[0];
      }
    }
    return Double.NaN;
  }

  private static double[] start(Data data, Moments moments, Coordinates coordinates) {
    int k = data.loss().outputs();
    double[] theta = new double[k * (data.features() + 1)];
    if (k == 1) {
      double mean = moments.labelMean();
      theta[data.features()] =
          data.loss() == MarginLoss.LOGISTIC ? Math.log(mean / (1 - mean)) : mean;
    } else {
      double[] counts = new double[k];
      for (Block block : data.blocks()) {
        for (int i = 0; i < block.rows(); i++) {
          counts[(int) block.label(i)]++;
        }
      }
      double sum = 0;
      for (int c = 0; c < k; c++) {
        sum += Math.log(counts[c]) / k;
      }
      for (int c = 0; c < k; c++) {
        theta[k * data.features() + c] = Math.log(counts[c]) - sum;
      }
    }
    return coordinates.fromOriginal(theta);
  }

  // ---- data

  private static Path shared() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      if (Files.isDirectory(p.resolve("shared/data"))) {
        return p.resolve("shared/data");
      }
    }
    throw new IllegalStateException("no folder `shared` with `data` above here");
  }

  private static String only(String folder) throws IOException {
    try (var files = Files.list(shared().resolve(folder))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".gz") && !f.contains(".t."))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  private static Data table(
      String file, String separator, int features, int labelColumn, Label label, Loss loss)
      throws IOException {
    BlockBuilder builder = new BlockBuilder(features);
    try (BufferedReader reader = open(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.strip().split(separator);
        double[] x = new double[features];
        for (int j = 0, k = 0; k < words.length && j < features; k++) {
          if (k != labelColumn) {
            x[j++] = Double.parseDouble(words[k]);
          }
        }
        builder.addDense(label.of(Double.parseDouble(words[labelColumn])), 1, x);
      }
    }
    builder.finish();
    return new Data(builder.drain(), features, loss.outputs(), loss);
  }

  private static BufferedReader open(String... names) throws IOException {
    List<InputStream> streams = new ArrayList<>();
    for (String name : names) {
      streams.add(Files.newInputStream(shared().resolve(name)));
    }
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(new SequenceInputStream(Collections.enumeration(streams)), 1 << 16),
            StandardCharsets.ISO_8859_1));
  }

  private interface Label {
    double of(double raw);
  }

  private static List<Block> libsvm(int features, Label label, String... files) throws IOException {
    BlockBuilder builder = new BlockBuilder(features);
    try (BufferedReader reader = open(files)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.strip().split("\\s+");
        if (line.isBlank()) {
          continue;
        }
        int[] indices = new int[words.length - 1];
        double[] values = new double[words.length - 1];
        for (int k = 1; k < words.length; k++) {
          int colon = words[k].indexOf(':');
          indices[k - 1] = Integer.parseInt(words[k].substring(0, colon)) - 1;
          values[k - 1] = Double.parseDouble(words[k].substring(colon + 1));
        }
        builder.addSparse(label.of(Double.parseDouble(words[0])), 1, indices, values);
      }
    }
    builder.finish();
    return builder.drain();
  }

  private static Data binary(String file, int features, double positive) throws IOException {
    return new Data(
        libsvm(features, y -> y == positive ? 1 : 0, file), features, 2, MarginLoss.LOGISTIC);
  }

  private static Data classes(String file, int features, int classes, int lowest)
      throws IOException {
    return new Data(
        libsvm(features, y -> y - lowest, file), features, classes, new Softmax(classes));
  }

  private static Data regression(String file, int features) throws IOException {
    return new Data(libsvm(features, y -> y, file), features, 1, MarginLoss.SQUARED);
  }

  private static Data news20() throws IOException {
    try (var files = Files.list(shared().resolve("news20"))) {
      String[] names =
          files
              .map(f -> "news20/" + f.getFileName())
              .filter(f -> f.contains(".gz") || f.contains("part"))
              .filter(f -> !f.contains(".t."))
              .sorted()
              .toArray(String[]::new);
      return new Data(libsvm(62061, y -> y - 1, names), 62061, 20, new Softmax(20));
    }
  }

  private static Data mnist() throws IOException {
    byte[] images;
    byte[] labels;
    List<InputStream> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parts.add(
          Files.newInputStream(shared().resolve("mnist/train-images-idx3-ubyte.gz.part" + i)));
    }
    try (InputStream in =
            new GZIPInputStream(new SequenceInputStream(Collections.enumeration(parts)));
        InputStream lab =
            new GZIPInputStream(
                Files.newInputStream(shared().resolve("mnist/train-labels-idx1-ubyte.gz")))) {
      images = in.readAllBytes();
      labels = lab.readAllBytes();
    }
    BlockBuilder builder = new BlockBuilder(784);
    for (int i = 0; i < 20_000; i++) {
      double[] x = new double[784];
      for (int j = 0; j < 784; j++) {
        x[j] = (images[16 + 784 * i + j] & 255) / 255.0;
      }
      builder.addDense(labels[8 + i], 1, x);
    }
    builder.finish();
    return new Data(builder.drain(), 784, 10, new Softmax(10));
  }

  /** Rows of Gaussian features rotated by random reflections, condition of the covariance given. */
  private static Data synthetic(int rows, int features, double condition) {
    SplittableRandom random = new SplittableRandom(5);
    double[] scale = new double[features];
    double[] truth = new double[features];
    double[][] mirrors = new double[3][features];
    for (int j = 0; j < features; j++) {
      scale[j] = Math.pow(condition, -0.5 * j / (features - 1));
      truth[j] = random.nextGaussian() / scale[j] / 3;
    }
    for (double[] mirror : mirrors) {
      double square = 0;
      for (int j = 0; j < features; j++) {
        mirror[j] = random.nextGaussian();
        square += mirror[j] * mirror[j];
      }
      for (int j = 0; j < features; j++) {
        mirror[j] /= Math.sqrt(square);
      }
    }
    BlockBuilder builder = new BlockBuilder(features);
    for (int i = 0; i < rows; i++) {
      double[] x = new double[features];
      double score = 0;
      for (int j = 0; j < features; j++) {
        x[j] = scale[j] * random.nextGaussian();
        score += truth[j] * x[j] / Math.sqrt(features) * 3;
      }
      for (double[] mirror : mirrors) {
        double dot = 0;
        for (int j = 0; j < features; j++) {
          dot += mirror[j] * x[j];
        }
        for (int j = 0; j < features; j++) {
          x[j] -= 2 * dot * mirror[j];
        }
      }
      builder.addDense(random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : 0, 1, x);
    }
    builder.finish();
    return new Data(builder.drain(), features, 2, MarginLoss.LOGISTIC);
  }

  /** One-hot of the symbolic columns, numeric ones as log(1 + x); normal against attack. */
  private static Data kdd() throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (BufferedReader reader = open("kddcup99/kddcup.data_10_percent.gz")) {
      for (String line = reader.readLine();
          line != null && rows.size() < 150_000;
          line = reader.readLine()) {
        rows.add(line.split(","));
      }
    }
    TreeMap<String, Integer> columns = new TreeMap<>();
    for (String[] row : rows) {
      for (int j = 0; j < 41; j++) {
        columns.put(j >= 1 && j <= 3 ? j + row[j] : "n" + j, 0);
      }
    }
    int next = 0;
    for (var entry : columns.entrySet()) {
      entry.setValue(next++);
    }
    BlockBuilder builder = new BlockBuilder(next);
    for (String[] row : rows) {
      double[] x = new double[next];
      for (int j = 0; j < 41; j++) {
        if (j >= 1 && j <= 3) {
          x[columns.get(j + row[j])] = 1;
        } else {
          x[columns.get("n" + j)] = Math.log1p(Double.parseDouble(row[j]));
        }
      }
      builder.addDense(row[41].startsWith("normal") ? 0 : 1, 1, x);
    }
    builder.finish();
    return new Data(builder.drain(), next, 2, MarginLoss.LOGISTIC);
  }
}
