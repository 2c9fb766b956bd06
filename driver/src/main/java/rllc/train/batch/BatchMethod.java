package rllc.train.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import rllc.kernel.Sweeps;
import rllc.optim.Optimizer;
import rllc.optim.Vectors;
import rllc.settings.Batching;
import rllc.settings.OptimizerSettings;
import rllc.settings.Schedule;
import rllc.settings.StopSettings;
import rllc.shard.Hashing;
import rllc.train.objective.Batch;
import rllc.train.objective.BatchObjective;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Paid;
import rllc.train.objective.Rate;
import rllc.train.objective.StepSeconds;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.StopReason;
import rllc.train.run.Attempt;
import rllc.train.run.Method;
import rllc.train.run.Passes;
import rllc.train.run.Position;
import rllc.train.run.Progress;
import rllc.train.run.StopRule;

/**
 * Steps over batches of the rows, one optimizer or several side by side ({@link Race}). Losses and
 * gradients of its records are those of the step's batch, at the point of the candidate that leads;
 * the answer's are those of all rows, which cost one more pass.
 *
 * <p>Batches that are not finite are ignored; a candidate that diverges returns to its best state
 * ({@link Candidate}). If that happened, or if the answer looks no better than the start, the start
 * is evaluated too and the better one returned: no batch can throw a model away.
 */
public final class BatchMethod implements Method<BatchObjective, BatchState> {
  /** Weight of the last batch in the loss that is compared with stop.targetLoss. */
  private static final double LAST = 0.1;

  /** Rows of the sample that the curvature is estimated on: one in fifty, within bounds. */
  private static final double MOST_SAMPLE = 256;

  private static final double LEAST_SAMPLE = 16;

  private final BatchPlan plan;
  private final Entrants entrants;
  private final Batch sample;
  private final double fraction;

  /**
   * @param objective that the run will have: its counts are looked at, no data
   * @param seed of batches and of curvature estimates
   */
  public BatchMethod(
      OptimizerSettings settings,
      Batching batching,
      BatchObjective objective,
      long seed,
      Sweeps sweeps) {
    this(Entrants.of(settings, batching, objective, seed, sweeps), batching, objective, seed);
  }

  /** With entrants of one's own. */
  BatchMethod(Entrants entrants, Batching batching, BatchObjective objective, long seed) {
    long all = objective.rows();
    this.plan = new BatchPlan(objective.blocks(), all, batching.size().rows(all), seed);
    this.entrants = entrants;
    double wanted = Math.max(LEAST_SAMPLE, Math.min(MOST_SAMPLE, all / 50.0));
    boolean most = wanted >= all / 2.0;
    // A seed of its own: the sample is not the first batch.
    BatchPlan samples =
        most ? plan : new BatchPlan(objective.blocks(), all, wanted, Hashing.of(seed, -1));
    this.sample = most ? Batch.ALL : samples.batch(0);
    this.fraction = most ? 1 : samples.batchRows() / all;
  }

  /** Batches of an epoch. */
  int epoch() {
    return plan.steps();
  }

  @Override
  public Class<BatchState> stateType() {
    return BatchState.class;
  }

  /** What a look at the sample has cost. */
  private record Looked(double value, double passes) implements Paid {
    @Override
    public StepSeconds seconds() {
      return StepSeconds.ZERO;
    }
  }

  @Override
  public BatchState start(double[] theta, Passes<? extends BatchObjective> passes) {
    double loss =
        passes
            .ask(o -> new Looked(new BatchView(o, sample).evaluate(theta).loss(), fraction))
            .value();
    List<Candidate> candidates = new ArrayList<>();
    for (int m = 0; m < entrants.methods().size(); m++) {
      Entrants.Entrant method = entrants.methods().get(m);
      double unit =
          passes
              .ask(
                  o -> {
                    Rate rate = method.unit().of(new BatchView(o, sample), theta);
                    return new Looked(rate.c1(), rate.passes() * fraction);
                  })
              .value();
      for (int r = 0; r < method.rates().length; r++) {
        double c1 = method.rates()[r] * unit;
        Optimizer optimizer = method.optimizer().apply(c1);
        for (Schedule schedule : entrants.schedules()) {
          candidates.add(
              Candidate.at(theta, loss, candidates.size(), m, r, schedule, c1, optimizer));
        }
      }
    }
    passes.prepared();
    BatchState.Shown shown = new BatchState.Shown(theta, loss, Double.NaN, 0);
    return new BatchState(0, Race.of(candidates), theta, loss, Double.NaN, shown);
  }

  /** What a batch has shown at several points. */
  private record Answers(Evaluation[] at) implements Paid {
    @Override
    public double passes() {
      return at[0].passes();
    }

    @Override
    public StepSeconds seconds() {
      return at[0].seconds();
    }
  }

  @Override
  public Attempt<BatchState> step(BatchState state, Passes<? extends BatchObjective> passes) {
    Race race = state.race();
    double[][] points = race.points(entrants.averages());
    Batch batch = plan.batch(state.step());
    Evaluation[] found = passes.ask(o -> new Answers(o.evaluate(points, batch))).at();
    Evaluation shown = found[race.indexOfBest()];
    double[] theta = race.best().now().theta();
    double epochs = (double) state.step() / plan.steps();
    Race judged = race.judgedBy(found);
    List<Candidate.Learnt> learnt = new ArrayList<>();
    for (int i = 0; i < judged.candidates().size(); i++) {
      Candidate one = judged.candidates().get(i);
      Optimizer optimizer = optimizer(one);
      learnt.add(one.learn(found[i], epochs, state.firstLoss(), entrants.averages(), optimizer));
    }
    Race after = judged.after(learnt.stream().map(Candidate.Learnt::candidate).toList());
    Candidate.Learnt leads =
        learnt.stream()
            .filter(l -> l.candidate().number() == after.leader())
            .findFirst()
            .orElseThrow();
    BatchState.Shown its =
        new BatchState.Shown(theta, shown.loss(), Vectors.norm(shown.gradient()), shown.rows());
    double mean = mean(state.meanLoss(), shown.loss());
    BatchState next =
        new BatchState(state.step() + 1, after, state.start(), state.firstLoss(), mean, its);
    return new Attempt.Moved<>(
        next, Optional.of(position(next)), leads.stepNorm(), leads.conditionNumber());
  }

  private Optimizer optimizer(Candidate one) {
    return entrants.methods().get(one.method()).optimizer().apply(one.c1());
  }

  private static double mean(double mean, double loss) {
    if (!Double.isFinite(loss)) {
      return mean;
    }
    return Double.isNaN(mean) ? loss : mean + LAST * (loss - mean);
  }

  @Override
  public Position position(BatchState state) {
    BatchState.Shown shown = state.shown();
    Candidate best = state.race().best();
    return new Position(
        shown.theta(),
        shown.loss(),
        shown.gradNorm(),
        shown.rows(),
        best.now().law(),
        best.learningRate());
  }

  @Override
  public boolean isNoisy() {
    return true;
  }

  @Override
  public boolean comparesGradients() {
    return false;
  }

  @Override
  public Optional<StopReason> converged(BatchState state, Progress progress, StopSettings stop) {
    if (state.race().hasFailed()) {
      return Optional.of(
          new StopReason.Diverged(
              "the loss rose far above the first again and again; a smaller optimizer.c1 helps"));
    }
    return StopRule.targetLoss(state.meanLoss(), stop);
  }

  @Override
  public Answer answer(
      BatchState state, StopReason reason, Passes<? extends BatchObjective> passes) {
    Candidate best = state.race().best();
    double[] theta = model(state);
    Evaluation evaluation = passes.evaluate(theta);
    String note = note(best);
    if (best.returns() > 0 || !(evaluation.loss() <= state.firstLoss())) {
      Evaluation before = passes.evaluate(state.start());
      if (Double.isFinite(before.loss()) && !(evaluation.loss() <= before.loss())) {
        theta = state.start();
        evaluation = before;
        note += "; no step has made the loss less";
      }
    }
    Position there =
        new Position(
            theta,
            evaluation.loss(),
            Vectors.norm(evaluation.gradient()),
            evaluation.rows(),
            best.now().law(),
            best.learningRate());
    return new Answer(there, new StopReason.Noted(reason, note));
  }

  /** The model as it stands. */
  private double[] model(BatchState state) {
    Candidate.Place best = state.race().best().now();
    return entrants.averages() ? best.average() : best.theta();
  }

  private String note(Candidate best) {
    String rate =
        String.format(
            Locale.ROOT,
            "%sc1 = %.4g, schedule %s",
            optimizer(best) instanceof rllc.optim.Adam ? "Adam, " : "",
            best.learningRate(),
            best.schedule());
    return best.returns() == 0 ? rate : rate + " after " + best.returns() + " returns from far off";
  }

  @Override
  public OptimizerInfo info(BatchState state) {
    String batches =
        String.format(
            Locale.ROOT, "; batches of %.0f rows, %d an epoch", plan.batchRows(), plan.steps());
    OptionalDouble c1 = OptionalDouble.of(state.race().best().learningRate());
    return new OptimizerInfo(
        entrants.preset(),
        entrants.reason() + batches,
        c1,
        entrants.c2(),
        entrants.units(),
        entrants.units() + 2,
        0);
  }
}
