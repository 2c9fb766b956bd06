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
import rllc.optim.LawBox;
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

/**
 * Batches of 0.5 % of the rows: the gap (f - f*) / (f0 - f*) after 0.25, 0.5, 1, 2 and 5 epochs of
 * SGD, momentum, Nesterov and Adam, each the best of 8 rates x 3 schedules with the reader's
 * knowledge of the result, at the last point and at the average, beside the population of preset
 * auto, which is told nothing. Not a test: run its main with the test class path from inside a
 * folder that has `shared` above it; arguments: beginnings of the problems' names, none for all;
 * system properties {@code epochs}, {@code seeds}, {@code grid} (true: the tuned ones too), {@code
 * methods}, {@code law} (true: the population with the retrospective law too), {@code handover}
 * (true: passes to gaps of preset auto, from the start and after batches), {@code best.NAME} (f*).
 */
public final class BatchExperiment {
  private static final double[] EPOCHS = {0.25, 0.5, 1, 2, 5};
  private static final int SEEDS = Integer.getInteger("seeds", 1);
  private static final double MAX = Double.parseDouble(System.getProperty("epochs", "1"));
  private static final double FRACTION = 0.005;
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
    if (Boolean.getBoolean("handover")) {
      handover(p);
      return;
    }
    if (Boolean.getBoolean("grid")) {
      for (String method : System.getProperty("methods", "sgd momentum nesterov adam").split(" ")) {
        grid(p, method);
      }
    }
    population(p, false);
    if (Boolean.getBoolean("law")) {
      population(p, true);
    }
  }

  private static void grid(Problem p, String method) {
    int rates = 8;
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
              p.objective.blocks(), p.objective.rows(), FRACTION * p.objective.rows(), 100 + seed);
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

  private static final Batching BATCHING =
      new Batching(
          new BatchSize(BatchSize.Kind.FRACTION, FRACTION), Optional.empty(), Optional.empty());

  private static final OptimizerSettings AUTO = new OptimizerSettings.Auto(Optional.empty());

  /** The population as preset auto runs it, to the end of each number of epochs. */
  private static void population(Problem p, boolean law) {
    double[][] gaps = new double[EPOCHS.length][SEEDS];
    StringBuilder notes = new StringBuilder();
    for (int seed = 1; seed <= SEEDS; seed++) {
      BatchTraining.Prepared prepared =
          new BatchTraining(p.objective, BATCHING, p.start, seed, SWEEPS).prepare(AUTO, BATCHING);
      BatchTraining.Prepared it = law ? withLaw(prepared) : prepared;
      for (int e = 0; e < EPOCHS.length && EPOCHS[e] <= MAX; e++) {
        int steps = (int) Math.ceil(EPOCHS[e] * it.plan().steps());
        BatchRun run =
            new BatchRun(p.objective, it, p.start, Stops.after(steps, 0), RunControl.nobody());
        TrainingState last = Trainer.fit(run);
        gaps[e][seed - 1] = p.gap(last.record().loss());
        String text = last.stop().orElseThrow().text();
        notes.append(" ").append(text.substring(text.indexOf("c1 = ") + 5));
      }
      notes.append(String.format(" (preparation %.3f passes);", it.info().passes()));
    }
    StringBuilder line =
        new StringBuilder(String.format("  %-18s", law ? "with the law" : "population"));
    for (int e = 0; e < EPOCHS.length && EPOCHS[e] <= MAX; e++) {
      line.append(String.format("  %.3e", Arrays.stream(gaps[e]).average().orElseThrow()));
    }
    System.out.println(line + "  c1:" + notes);
  }

  private static BatchTraining.Prepared withLaw(BatchTraining.Prepared prepared) {
    LinearMemory memory = LinearMemory.multiMomentum(0, 0.9, 0.99);
    List<Optimizer> members = new ArrayList<>();
    for (Optimizer member : prepared.optimizers()) {
      double c1 = member.learningRate();
      double[] law0 = {1, 0.9, 0};
      Law law = new Law(0.03, 1e-5, any -> true, Optional.of(LawBox.above(law0)));
      members.add(new RllcOptimizer(memory, c1, law0, law, SWEEPS));
    }
    return new BatchTraining.Prepared(
        prepared.plan(),
        members,
        prepared.schedule(),
        prepared.average(),
        prepared.firstLoss(),
        prepared.info());
  }

  /** Passes of preset auto to gaps, with all rows from the start and after batches. */
  private static void handover(Problem p) {
    Training all = Training.prepare(AUTO, p.objective, p.start, 1, KernelMode.AUTO);
    passes(p, "all rows", all);
    passes(
        p,
        "batches first",
        Training.prepareBatches(AUTO, BATCHING, p.objective, p.start, 1, KernelMode.AUTO));
  }

  private static void passes(Problem p, String name, Training training) {
    StringBuilder line = new StringBuilder(String.format("  %-14s", name));
    List<StepRecord> records = new ArrayList<>();
    training
        .start(p.start, Stops.after(2000, 1e-9), RunControl.nobody())
        .forEachRemaining(state -> records.add(state.record()));
    records.removeIf(record -> record.batchRows() < p.objective.rows());
    line.append(String.format(" (from %.1f)", records.get(0).passes()));
    for (double gap : new double[] {1e-2, 1e-3, 1e-4, 1e-6}) {
      String found = " -";
      for (StepRecord record : records) {
        if (p.gap(record.loss()) <= gap) {
          found = String.format(" %.1f", record.passes());
          break;
        }
      }
      line.append(found);
    }
    System.out.println(line);
  }
}
