package rllc.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.shard.Block;
import rllc.shard.Moments;
import rllc.train.linear.Coordinates;
import rllc.train.linear.GradientSource;
import rllc.train.linear.L1Penalty;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.objective.Box;
import rllc.train.report.Outcome;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;
import rllc.train.rows.SmallSteps;
import rllc.train.run.RunControl;
import rllc.train.run.RunOrigin;
import rllc.train.run.Runner;
import rllc.train.testing.CountedPasses;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.MadeUpTexts;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;

/**
 * Passes that preset auto and Breeze's L-BFGS need to gaps (f - f*) / (f0 - f*) of 1e-2, 1e-4 and
 * 1e-6, f* the best loss that either of them finds, features standardised ({@code std}) and as
 * given ({@code raw}), from the start that each of them has by default; the ratios of both, and how
 * many trial steps auto has made and how many of them were rejected. Passes of auto are means over
 * its seeds, with a minus where one of them did not reach the gap, its end taken instead. Run it
 * inside a folder that has `shared` above it (docs/benchmarks.md has the command); arguments:
 * beginnings or ends of the problems' names, none for all; system properties {@code steps}, {@code
 * limit} (steps of L-BFGS), {@code seeds}, {@code reg} (for all problems) and {@code elasticNet}
 * (of the penalty; then Breeze's OWL-QN is in L-BFGS's place).
 */
public final class PilotExperiment {
  private static final MarginLoss LOGISTIC = MarginLoss.LOGISTIC;
  private static final double[] GAPS = {1e-2, 1e-4, 1e-6};

  /** Of the made-up texts. */
  private static final int WORDS = 1500;

  private static final int STEPS = Integer.getInteger("steps", 200);
  private static final int LIMIT = Integer.getInteger("limit", 600);
  private static final int SEEDS = Integer.getInteger("seeds", 1);
  private static final Optional<String> REG = Optional.ofNullable(System.getProperty("reg"));
  private static final double ELASTIC_NET =
      Double.parseDouble(System.getProperty("elasticNet", "0"));

  interface Source {
    ExperimentData read() throws IOException;
  }

  record Case(String name, Source source, double reg, boolean standard) {}

  private PilotExperiment() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    add(cases, "a9a-4", 1e-4, () -> binary("a9a/a9a.gz", 123, 1));
    add(cases, "a9a-6", 1e-6, () -> binary("a9a/a9a.gz", 123, 1));
    add(cases, "mushrooms", 1e-5, () -> binary("mushrooms/mushrooms.gz", 112, 2));
    add(cases, "reuters", 1e-5, () -> binary("reuters-money-fx/reuters.trn.gz", 8315, 1));
    add(
        cases,
        "skin",
        1e-5,
        () -> ExperimentData.table("skin/Skin_NonSkin.txt.gz", 3, 3, y -> y - 1, LOGISTIC));
    add(
        cases,
        "spam",
        1e-5,
        () -> ExperimentData.table("spam/spam.data.gz", 57, 57, y -> y, LOGISTIC));
    add(cases, "german", 1e-5, () -> binary("small-libsvm/german_scale.gz", 24, 1));
    add(cases, "svmguide1", 1e-5, () -> binary("small-libsvm/svmguide1.gz", 4, 1));
    add(cases, "breast-cancer", 1e-5, () -> binary("small-libsvm/breast-cancer.gz", 10, 4));
    add(
        cases,
        "electricity",
        1e-5,
        () -> ExperimentData.table("electricity/elec.csv.gz", 6, 6, y -> y, LOGISTIC));
    add(cases, "synthetic2", 1e-5, () -> ExperimentData.synthetic(200_000, 100, 1e2));
    add(cases, "synthetic4", 1e-5, () -> ExperimentData.synthetic(200_000, 100, 1e4));
    add(cases, "criteo", 1e-4, ExperimentData::criteo);
    add(cases, "kdd", 1e-5, () -> ExperimentData.kdd(150_000));
    add(cases, "allkdd", 1e-5, () -> ExperimentData.kdd(494_021));
    add(
        cases,
        "covtype",
        1e-4,
        () ->
            ExperimentData.table(
                "covtype10k/covtype-first10000.csv.gz", 54, 54, y -> y - 1, new Softmax(7)));
    add(cases, "pendigits", 1e-4, () -> classes("pendigits/pendigits.gz", 16, 10, 0));
    add(
        cases,
        "usps",
        1e-4,
        () -> ExperimentData.table("usps/zip.train.csv.gz", 256, 0, y -> y, new Softmax(10)));
    add(cases, "mnist", 1e-4, () -> ExperimentData.mnist(20_000));
    add(cases, "news20", 1e-4, () -> classes("news20/news20.gz", 62061, 20, 1));
    add(
        cases,
        "millionsong",
        1e-3,
        () ->
            ExperimentData.table(
                "millionsong-cs190/millionsong.txt.gz", 12, 0, y -> y, MarginLoss.SQUARED));
    add(cases, "cadata", 1e-3, () -> regression("cadata/cadata.gz", 8));
    add(cases, "abalone", 1e-3, () -> regression("abalone/abalone_scale.gz", 8));
    add(cases, "cpusmall", 1e-3, () -> regression("cpusmall/cpusmall.gz", 12));
    addTexts(cases);
    return cases;
  }

  /** Fewer texts than words, as many, and ten times as many; counts and weighted. */
  private static void addTexts(List<Case> cases) {
    for (int texts : new int[] {600, 1500, 15_000}) {
      int length = texts < WORDS ? 30 : 60;
      for (int power : new int[] {2, 4, 6}) {
        double reg = Math.pow(10, -power);
        add(
            cases,
            "counts-" + texts + "-" + power,
            reg,
            () -> texts(MadeUpTexts.counts(texts, WORDS, length)));
        add(
            cases,
            "tfidf-" + texts + "-" + power,
            reg,
            () -> texts(MadeUpTexts.weighted(texts, WORDS, length)));
      }
    }
  }

  private static ExperimentData texts(List<Block> blocks) {
    return new ExperimentData(blocks, WORDS, LOGISTIC);
  }

  private static void add(List<Case> cases, String name, double reg, Source source) {
    cases.add(new Case(name + " std", source, reg, true));
    cases.add(new Case(name + " raw", source, reg, false));
  }

  private static ExperimentData binary(String file, int d, double positive) throws IOException {
    return ExperimentData.libsvm(file, d, y -> y == positive ? 1 : 0, LOGISTIC);
  }

  private static ExperimentData classes(String file, int d, int classes, int lowest)
      throws IOException {
    return ExperimentData.libsvm(file, d, y -> y - lowest, new Softmax(classes));
  }

  private static ExperimentData regression(String file, int d) throws IOException {
    return ExperimentData.libsvm(file, d, y -> y, MarginLoss.SQUARED);
  }

  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    double[] logarithms = new double[GAPS.length];
    int count = 0;
    System.out.printf(
        "%-18s %-22s %-25s %-17s %s%n", "passes to gap", "l-bfgs", "auto", "ratio", "rejected");
    for (Case problem : cases()) {
      if (wanted(problem, args)) {
        double[] ratios = compare(problem);
        for (int i = 0; i < GAPS.length; i++) {
          logarithms[i] += Math.log(ratios[i]);
        }
        count++;
      }
    }
    System.out.printf("geometric means of %d:", count);
    for (double sum : logarithms) {
      System.out.printf(" %.3f", Math.exp(sum / count));
    }
    System.out.println();
  }

  static boolean wanted(Case problem, String[] args) {
    boolean wanted = args.length == 0;
    for (String arg : args) {
      wanted |= problem.name().startsWith(arg) || problem.name().endsWith(" " + arg);
    }
    return wanted;
  }

  /** Prints a line; returns the ratios of passes to the gaps. */
  private static double[] compare(Case problem) throws IOException {
    ExperimentData data = problem.source().read();
    CountedPasses passes =
        new CountedPasses(
            new LocalGradients(data.blocks(), KernelChoice.of(KernelMode.AUTO).kernels()));
    LinearObjective objective = objective(problem, data, passes);
    double[] start = objective.coordinates().fromOriginal(prior(data));
    List<StepRecord> lbfgs = run(new OptimizerSettings.Lbfgs(), objective, start, 1, LIMIT);
    passes.takeCount();
    List<List<StepRecord>> auto = new ArrayList<>();
    int trials = 0;
    int rejected = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      auto.add(auto(objective, start, seed));
      int made = passes.takeCount() - 1;
      trials += made;
      rejected += made - auto.get(seed - 1).get(auto.get(seed - 1).size() - 1).step();
    }
    double best = Math.min(least(lbfgs), auto.stream().mapToDouble(r -> least(r)).min().orElse(0));
    double[] ratios = new double[GAPS.length];
    String left = "";
    String right = "";
    String last = "";
    for (int i = 0; i < GAPS.length; i++) {
      double target = best + GAPS[i] * (lbfgs.get(0).loss() - best);
      double theirs = mean(List.of(lbfgs), target);
      double ours = mean(auto, target);
      ratios[i] = Math.abs(ours / theirs);
      left += String.format(" %6.0f", theirs);
      right += String.format(" %7.1f", ours);
      last += String.format(" %5.2f", ratios[i]);
    }
    System.out.printf(
        "%-18s%s  %s  %s  %d of %d%n", problem.name(), left, right, last, rejected, trials);
    return ratios;
  }

  /** As preset auto runs, small steps before it if it has them, their passes counted. */
  private static List<StepRecord> auto(LinearObjective objective, double[] start, long seed) {
    OptimizerSettings.Auto auto = new OptimizerSettings.Auto(Optional.empty());
    AutoPreset.DataProfile data = AutoPreset.DataProfile.of(objective);
    boolean warm = AutoPreset.warm(auto, data, OptionalDouble.empty());
    return run(auto, objective, start, seed, STEPS, warm);
  }

  private static double least(List<StepRecord> run) {
    return run.stream().mapToDouble(StepRecord::loss).min().orElseThrow();
  }

  /** Mean passes to the target; negative where a run did not reach it. */
  private static double mean(List<List<StepRecord>> runs, double target) {
    double sum = 0;
    boolean reached = true;
    for (List<StepRecord> run : runs) {
      Optional<StepRecord> first = run.stream().filter(r -> r.loss() <= target).findFirst();
      sum += first.orElse(run.get(run.size() - 1)).passes();
      reached &= first.isPresent();
    }
    return (reached ? 1 : -1) * sum / runs.size();
  }

  static List<StepRecord> run(
      OptimizerSettings settings, LinearObjective objective, double[] start, long seed, int steps) {
    return run(settings, objective, start, seed, steps, false);
  }

  /**
   * The steps of a run and its last evaluation.
   *
   * @param warm whether small steps over rows come before it
   */
  static List<StepRecord> run(
      OptimizerSettings settings,
      LinearObjective objective,
      double[] start,
      long seed,
      int steps,
      boolean warm) {
    StopSettings stop = Stops.after(steps, 1e-9);
    List<StepRecord> records = new ArrayList<>();
    Outcome outcome =
        new Runner<LinearObjective>(
                objective,
                warm ? List.of(SmallSteps.before(objective, seed)) : List.of(),
                Runs.method(settings, objective, stop, seed),
                stop,
                Optional.empty(),
                RunControl.of(TrainingListener.ofSteps(records::add)))
            .run(new RunOrigin(start, start, objective.evaluate(start).loss()));
    records.add(outcome.last());
    return records;
  }

  static LinearObjective objective(Case problem, ExperimentData data) {
    return objective(
        problem,
        data,
        new LocalGradients(data.blocks(), KernelChoice.of(KernelMode.AUTO).kernels()));
  }

  private static LinearObjective objective(
      Case problem, ExperimentData data, GradientSource source) {
    Moments moments = new Moments(data.features());
    data.blocks().forEach(moments::add);
    double[] deviations = moments.featureDeviations();
    int outputs = data.loss().outputs();
    Coordinates coordinates =
        problem.standard()
            ? Coordinates.standardised(moments.featureMeans(), deviations, outputs, true)
            : Coordinates.original(deviations, outputs, true);
    double reg = REG.map(Double::parseDouble).orElse(problem.reg());
    return new LinearObjective(
        source,
        data.loss(),
        coordinates.knowing(moments),
        Penalty.l2((1 - ELASTIC_NET) * reg, coordinates, deviations, problem.standard()),
        L1Penalty.of(ELASTIC_NET * reg, coordinates, deviations, problem.standard()),
        Box.NONE);
  }

  /** Coefficients zero, intercepts the best ones for them. */
  public static double[] prior(ExperimentData data) {
    int k = data.loss().outputs();
    double[] counts = new double[Math.max(2, k)];
    double rows = 0;
    double sum = 0;
    for (Block block : data.blocks()) {
      for (double label : block.labels()) {
        rows++;
        sum += label;
        counts[k == 1 ? 0 : (int) label]++;
      }
    }
    double[] theta = new double[k * (data.features() + 1)];
    if (data.loss() == LOGISTIC) {
      theta[data.features()] = Math.log(sum / (rows - sum));
    } else if (k == 1) {
      theta[data.features()] = sum / rows;
    }
    for (int c = 0; k > 1 && c < k; c++) {
      theta[k * data.features() + c] = Math.log(counts[c] / rows);
    }
    return theta;
  }
}
