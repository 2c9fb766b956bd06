package rllc.train.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.GZIPInputStream;
import rllc.family.Family;
import rllc.family.LabelFacts;
import rllc.kernel.JavaKernels;
import rllc.kernel.KernelMode;
import rllc.loss.Loss;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.shard.Moments;
import rllc.train.Plan;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.report.Outcome;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;
import rllc.train.run.RunControl;
import rllc.train.run.RunOrigin;
import rllc.train.run.Runner;

/** Problems of a few thousand rows, and runs of them by the plan that a user would get. */
public final class SmallProblems {
  private static final Family BINOMIAL = Family.binomial();
  private static final int WORDS = 1500;

  /** Gamma and tweedie take up to twice L-BFGS's passes if rare words are standardised. */
  private static final List<Family> STANDARDISED_TEXTS =
      List.of(Family.squaredHinge(), Family.poisson());

  /** Packed rows and what they are rows of. */
  public record Rows(List<Block> blocks, int features, Family family, int outputs) {
    Loss loss() {
      return family.loss(outputs);
    }
  }

  /** Reads or makes rows. */
  @FunctionalInterface
  public interface Source {
    Rows read() throws IOException;
  }

  /**
   * A problem.
   *
   * @param reg of the L2 penalty
   * @param standard whether features are standardised, else as given
   */
  public record Problem(String name, Source source, double reg, boolean standard) {
    @Override
    public String toString() {
      return name + (standard ? " std" : " raw");
    }

    /** The same without standardisation. */
    public Problem raw() {
      return new Problem(name, source, reg, false);
    }

    /** Its rows with another penalty. */
    public Posed posed(double regParam) throws IOException {
      Rows data = source.read();
      Moments moments = new Moments(data.features());
      data.blocks().forEach(moments::add);
      double[] deviations = moments.featureDeviations();
      int outputs = data.loss().outputs();
      Coordinates coordinates =
          (standard
                  ? Coordinates.standardised(moments.featureMeans(), deviations, outputs, true)
                  : Coordinates.original(deviations, outputs, true))
              .knowing(moments);
      LinearObjective objective =
          new LinearObjective(
              new LocalGradients(data.blocks(), new JavaKernels()),
              data.loss(),
              coordinates,
              Penalty.l2(regParam, coordinates, deviations, standard));
      return new Posed(objective, objective.fromOriginal(nullModel(data, moments)));
    }
  }

  /**
   * An objective and its null model.
   *
   * @param nullModel in the objective's coordinates
   */
  public record Posed(LinearObjective objective, double[] nullModel) {
    /** A run that begins at the null model, whose loss is known without a pass. */
    public Runs.Recorded run(OptimizerSettings settings, StopSettings stop) {
      return run(settings, nullModel, stop);
    }

    /** A run from {@code theta}. */
    public Runs.Recorded run(OptimizerSettings settings, double[] theta, StopSettings stop) {
      double loss = objective.value(nullModel);
      return run(settings, new RunOrigin(theta, nullModel, loss), stop);
    }

    /** A run from {@code origin}, small steps over rows included where preset auto has them. */
    private Runs.Recorded run(OptimizerSettings settings, RunOrigin origin, StopSettings stop) {
      List<StepRecord> steps = new ArrayList<>();
      Plan plan = Plan.of(training(settings, stop), objective);
      Outcome outcome =
          new Runner<>(
                  objective,
                  plan.phases(),
                  plan.method(),
                  stop,
                  Optional.empty(),
                  RunControl.of(TrainingListener.ofSteps(steps::add)))
              .run(origin);
      steps.add(outcome.last());
      return new Runs.Recorded(steps, outcome);
    }

    /**
     * The model is the objective's: of these settings no more than the optimizer's are looked at.
     */
    private static TrainingSettings training(OptimizerSettings settings, StopSettings stop) {
      return new TrainingSettings(
          new ModelSettings(Family.auto(), 0, 0, true, true),
          settings,
          stop,
          new RunSettings(
              1,
              RunSettings.Coordinates.AUTO,
              RunSettings.Start.AUTO,
              KernelMode.JAVA,
              RunSettings.Precision.DOUBLE));
    }
  }

  private SmallProblems() {}

  /** Rows that a formula makes. */
  public static List<Problem> madeUp() {
    return List.of(
        new Problem(
            "synthetic",
            () -> new Rows(Synthetic.blocks(4000, 60, 1e2), 60, BINOMIAL, 1),
            1e-5,
            true),
        texts("counts", 1e-2, MadeUpTexts.counts(1500, WORDS, 60)),
        texts("counts", 1e-4, MadeUpTexts.counts(1500, WORDS, 60)),
        texts("counts", 1e-4, MadeUpTexts.counts(1500, WORDS, 60)).raw(),
        texts("tfidf", 1e-4, MadeUpTexts.weighted(1500, WORDS, 60)),
        texts("tfidf", 1e-4, MadeUpTexts.weighted(1500, WORDS, 60)).raw());
  }

  /** Two problems for each of the other families: dense rows and texts. */
  public static List<Problem> ofOtherFamilies() {
    List<Problem> all = new ArrayList<>();
    for (Family family :
        List.of(Family.squaredHinge(), Family.poisson(), Family.gamma(), Family.tweedie(1.5))) {
      all.add(of(family, "dense", 1e-4, Synthetic.blocks(4000, 60, 1e2), 60));
      Problem texts = of(family, "texts", 1e-2, MadeUpTexts.counts(1500, WORDS, 60), WORDS);
      all.add(STANDARDISED_TEXTS.contains(family) ? texts : texts.raw());
    }
    return all;
  }

  private static Problem of(
      Family family, String name, double reg, List<Block> blocks, int features) {
    List<Block> rows = family.hasNumbers() ? MadeUpAmounts.of(blocks, features, family) : blocks;
    return new Problem(family + " " + name, () -> new Rows(rows, features, family, 1), reg, true);
  }

  private static Problem texts(String name, double reg, List<Block> blocks) {
    return new Problem(name + "-" + reg, () -> new Rows(blocks, WORDS, BINOMIAL, 1), reg, true);
  }

  /** Rows of the shared folder. */
  public static List<Problem> shared() {
    return List.of(
        binary("a9a", "a9a/a9a.gz", 123, 1, 1e-4),
        binary("mushrooms", "mushrooms/mushrooms.gz", 112, 2, 1e-5),
        binary("reuters", "reuters-money-fx/reuters.trn.gz", 8315, 1, 1e-5),
        binary("german", "small-libsvm/german_scale.gz", 24, 1, 1e-5),
        binary("svmguide1", "small-libsvm/svmguide1.gz", 4, 1, 1e-5),
        binary("breast-cancer", "small-libsvm/breast-cancer.gz", 10, 4, 1e-5),
        new Problem("spam", SmallProblems::spam, 1e-5, true),
        new Problem(
            "pendigits",
            () -> libsvm("pendigits/pendigits.gz", 16, y -> y, Family.multinomial(), 10),
            1e-4,
            true),
        regression("abalone", "abalone/abalone_scale.gz", 8),
        regression("cpusmall", "cpusmall/cpusmall.gz", 12));
  }

  private static Rows libsvm(
      String file, int features, DoubleUnaryOperator label, Family family, int outputs)
      throws IOException {
    return rows(LibsvmRows.read(unzipped(file), features, label), features, family, outputs);
  }

  private static Rows rows(BlockBuilder builder, int features, Family family, int outputs) {
    builder.finish();
    return new Rows(builder.drain(), features, family, outputs);
  }

  private static GZIPInputStream unzipped(String file) throws IOException {
    Path path = GoldenProblem.sharedFolder().resolve("data").resolve(file);
    return new GZIPInputStream(Files.newInputStream(path));
  }

  /** Columns of numbers, the label last. */
  private static Rows spam() throws IOException {
    BlockBuilder builder = new BlockBuilder(57);
    try (GZIPInputStream text = unzipped("spam/spam.data.gz")) {
      new String(text.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
          .forEach(x -> builder.addDense(x[57], 1, Arrays.copyOf(x, 57)));
    }
    return rows(builder, 57, BINOMIAL, 1);
  }

  private static Problem binary(
      String name, String file, int features, double positive, double reg) {
    return new Problem(
        name, () -> libsvm(file, features, y -> y == positive ? 1 : 0, BINOMIAL, 1), reg, true);
  }

  private static Problem regression(String name, String file, int features) {
    return new Problem(
        name, () -> libsvm(file, features, y -> y, Family.gaussian(), 1), 1e-3, true);
  }

  private static double[] nullModel(Rows data, Moments moments) {
    int outputs = data.outputs();
    double[] classes = new double[outputs];
    for (Block block : outputs > 1 ? data.blocks() : List.<Block>of()) {
      for (double label : block.labels()) {
        classes[(int) label]++;
      }
    }
    LabelFacts facts = new LabelFacts(moments.labelMean(), moments.labelDeviation(), classes);
    double[] theta = new double[(data.features() + 1) * outputs];
    double[] intercepts = data.family().nullIntercepts(facts);
    System.arraycopy(intercepts, 0, theta, data.features() * outputs, outputs);
    return theta;
  }
}
