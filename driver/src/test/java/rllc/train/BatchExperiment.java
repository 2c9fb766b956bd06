package rllc.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Sweeps;
import rllc.optim.Adam;
import rllc.optim.Law;
import rllc.optim.Optimizer;
import rllc.optim.RllcOptimizer;
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.LinearMemory;
import rllc.settings.OptimizerSettings;
import rllc.settings.Schedule;
import rllc.shard.MarginLoss;
import rllc.shard.Moments;
import rllc.shard.Softmax;

public final class BatchExperiment {
  private static final double[] EPOCHS = {0.25, 0.5, 1, 2, 5};
  private static final int SEEDS = Integer.getInteger("seeds", 1);
  private static final double MAX = Double.parseDouble(System.getProperty("epochs", "1"));
  private static final boolean GRID = Boolean.getBoolean("grid");
  private static final Sweeps SWEEPS = Sweeps.of(KernelChoice.of(KernelMode.AUTO).kernels(), 1);

  interface Source {
    ExperimentData read() throws IOException;
  }

  record Case(String name, Source source, double reg, boolean standard) {}

  private static List<Case> cases() {
    MarginLoss l = MarginLoss.LOGISTIC;
    return List.of(
        new Case(
            "a9a",
            () -> ExperimentData.libsvm("a9a/a9a.gz", 123, y -> y == 1 ? 1 : 0, l),
            1e-4,
            true),
        new Case("synthetic", () -> ExperimentData.synthetic(100_000, 200, 1e3), 1e-5, false),
        new Case("kdd", () -> ExperimentData.kdd(150_000), 1e-5, true),
        new Case(
            "reuters-std",
            () ->
                ExperimentData.libsvm(
                    "reuters-money-fx/reuters.trn.gz", 8315, y -> y == 1 ? 1 : 0, l),
            1e-5,
            true),
        new Case(
            "reuters-raw",
            () ->
                ExperimentData.libsvm(
                    "reuters-money-fx/reuters.trn.gz", 8315, y -> y == 1 ? 1 : 0, l),
            1e-5,
            false),
        new Case("mnist", () -> ExperimentData.mnist(20_000), 1e-4, false),
        new Case(
            "news20-raw",
            () -> ExperimentData.libsvm("news20/news20.gz", 62061, y -> y - 1, new Softmax(20)),
            1e-4,
            false),
        new Case(
            "news20-std",
            () -> ExperimentData.libsvm("news20/news20.gz", 62061, y -> y - 1, new Softmax(20)),
            1e-4,
            true));
  }

  record Problem(
      Case its,
      LinearObjective objective,
      double[] start,
      double first,
      double best,
      double lambda) {
    double gap(double loss) {
      return (loss - best) / (first - best);
    }
  }

  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    for (Case its : cases()) {
      if (args.length == 0 || Arrays.stream(args).anyMatch(a -> its.name().startsWith(a))) {
        run(its);
      }
    }
  }

  private static Problem problem(Case its) throws IOException {
    ExperimentData data = its.source().read();
    Moments moments = new Moments(data.features());
    data.blocks().forEach(moments::add);
    double[] dev = moments.featureDeviations();
    int k = data.loss().outputs();
    Coordinates c =
        its.standard()
            ? Coordinates.standardised(moments.featureMeans(), dev, k, true)
            : Coordinates.original(dev, k, true);
    LinearObjective o =
        new LinearObjective(
            new LocalGradients(data.blocks(), KernelChoice.of(KernelMode.AUTO).kernels()),
            data.loss(),
            c,
            Penalty.l2(its.reg(), c, dev, its.standard()));
    double[] start = c.fromOriginal(PilotExperiment.prior(data));
    double first = o.evaluate(start).loss();
    double best = Double.parseDouble(System.getProperty("best." + its.name(), "NaN"));
    if (Double.isNaN(best)) {
      TrainingState s =
          Trainer.fit(
              Training.prepare(
                      new OptimizerSettings.Auto(Optional.empty()), o, start, 1, KernelMode.AUTO)
                  .start(
                      start,
                      Stops.after(Integer.getInteger("steps", 200), 1e-9),
                      RunControl.nobody()));
      best = s.record().loss();
    }
    double lambda = Curvature.estimate(o, new double[o.dimension()], 1).largest();
    System.out.printf(
        "%s n=%d blocks=%d d=%d first=%.6f best=%.9f lambda=%.4g%n",
        its.name(), o.rows(), o.blocks(), o.dimension(), first, best, lambda);
    return new Problem(its, o, start, first, best, lambda);
  }

  /** A member with its own schedule. */
  record Runner(String name, Member member, Schedule schedule) {}

  private static void run(Case its) throws IOException {
    Problem p = problem(its);
    double mult = Double.parseDouble(System.getProperty("fraction", "0.005"));
    if (GRID) {
      for (String method : System.getProperty("methods", "sgd momentum nesterov adam").split(" ")) {
        grid(p, mult, method);
      }
    }
    population(p, mult);
  }

  private static void grid(Problem p, double fraction, String method) {
    double[][] bestLast = new double[SEEDS][EPOCHS.length];
    double[][] bestAverage = new double[SEEDS][EPOCHS.length];
    int rates = Integer.getInteger("rates", 8);
    // tuned: the setting with the least mean over seeds at each epoch
    double[][][] last = new double[rates * 3][EPOCHS.length][SEEDS];
    double[][][] avg = new double[rates * 3][EPOCHS.length][SEEDS];
    String[] names = new String[rates * 3];
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Runner> runners = new ArrayList<>();
      for (int i = 0; i < rates; i++) {
        for (Schedule schedule : Schedule.values()) {
          double rel = Math.pow(4, i - 5);
          double c1 = method.equals("adam") ? 1e-4 * Math.pow(4, i) : rel / p.lambda;
          Optimizer o =
              switch (method) {
                case "sgd" ->
                    new RllcOptimizer(LinearMemory.sgd(), c1, new double[] {1}, Law.FIXED, SWEEPS);
                case "momentum" ->
                    new RllcOptimizer(
                        LinearMemory.momentum(.9), c1, new double[] {1}, Law.FIXED, SWEEPS);
                case "nesterov" ->
                    new RllcOptimizer(
                        LinearMemory.sgdMomentum(.9), c1, new double[] {1, .9}, Law.FIXED, SWEEPS);
                default -> new Adam(c1, .9, .999, 1e-8, SWEEPS);
              };
          runners.add(
              new Runner(
                  (method.equals("adam") ? String.format("%.4g", c1) : "4^" + (i - 5))
                      + schedule.name().substring(0, 3)
                      + schedule.name().length(),
                  new Member(o, p.start, true, 1e300),
                  schedule));
        }
      }
      BatchPlan plan =
          new BatchPlan(
              p.objective.blocks(), p.objective.rows(), fraction * p.objective.rows(), 100 + seed);
      int at = 0;
      for (long t = 0; at < EPOCHS.length && EPOCHS[at] <= MAX; t++) {
        double[][] points = runners.stream().map(r -> r.member().theta()).toArray(double[][]::new);
        Evaluation[] es = evaluate(p.objective, points, plan.batch(t));
        for (int r = 0; r < points.length; r++) {
          runners
              .get(r)
              .member()
              .learn(es[r], runners.get(r).schedule().factor((double) t / plan.steps()));
        }
        if (t + 1 >= EPOCHS[at] * plan.steps()) {
          double[][] now = runners.stream().map(r -> r.member().theta()).toArray(double[][]::new);
          double[][] av = runners.stream().map(r -> r.member().answer()).toArray(double[][]::new);
          Evaluation[] a = evaluate(p.objective, now, Batch.ALL);
          Evaluation[] b = evaluate(p.objective, av, Batch.ALL);
          for (int r = 0; r < now.length; r++) {
            names[r] = runners.get(r).name();
            last[r][at][seed] = p.gap(a[r].loss());
            avg[r][at][seed] = p.gap(b[r].loss());
          }
          at++;
        }
      }
    }
    print(method + " last", last, names);
    print(method + " averaged", avg, names);
  }

  private static void print(String what, double[][][] gaps, String[] names) {
    StringBuilder line = new StringBuilder(String.format("  %-18s", what));
    for (int e = 0; e < EPOCHS.length && EPOCHS[e] <= MAX; e++) {
      int best = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int r = 0; r < gaps.length; r++) {
        double mean = Arrays.stream(gaps[r][e]).average().orElseThrow();
        if (mean < least) {
          least = mean;
          best = r;
        }
      }
      line.append(String.format("  %.3e (%s)", least, best < 0 ? "-" : names[best]));
    }
    System.out.println(line);
  }

  private static Evaluation[] evaluate(LinearObjective o, double[][] points, Batch batch) {
    int most = Math.min(o.mostPoints(), 64);
    Evaluation[] all = new Evaluation[points.length];
    for (int from = 0; from < points.length; from += most) {
      int to = Math.min(points.length, from + most);
      System.arraycopy(
          o.evaluate(Arrays.copyOfRange(points, from, to), batch), 0, all, from, to - from);
    }
    return all;
  }

  /** The population as preset auto runs it, to the end of each number of epochs. */
  private static void population(Problem p, double fraction) {
    double[][] gaps = new double[EPOCHS.length][SEEDS];
    StringBuilder notes = new StringBuilder();
    for (int seed = 1; seed <= SEEDS; seed++) {
      Batching batching =
          new Batching(
              new BatchSize(BatchSize.Kind.FRACTION, fraction), Optional.empty(), Optional.empty());
      Training training =
          Training.prepareBatches(
              new OptimizerSettings.Auto(Optional.empty()),
              batching,
              p.objective,
              p.start,
              seed,
              KernelMode.AUTO);
      for (int e = 0; e < EPOCHS.length && EPOCHS[e] <= MAX; e++) {
        int steps = (int) Math.ceil(EPOCHS[e] * Math.round(1 / fraction));
        TrainingState last =
            Trainer.fit(training.start(p.start, Stops.after(steps, 0), RunControl.nobody()));
        gaps[e][seed - 1] = p.gap(last.record().loss());
        String text = last.stop().orElseThrow().text();
        notes.append(" ").append(text.substring(text.indexOf("c1 = ") + 5));
      }
      notes.append(String.format(" (preparation %.3f passes);", training.info().passes()));
    }
    StringBuilder line = new StringBuilder(String.format("  %-18s", "population"));
    for (int e = 0; e < EPOCHS.length && EPOCHS[e] <= MAX; e++) {
      line.append(String.format("  %.3e", Arrays.stream(gaps[e]).average().orElseThrow()));
    }
    System.out.println(line + "  c1:" + notes);
  }
}
