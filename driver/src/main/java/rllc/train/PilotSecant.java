package rllc.train;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import rllc.optim.ConjugateGradients;
import rllc.optim.SecantPairs;
import rllc.optim.Vectors;
import rllc.settings.StopSettings;

public final class PilotSecant implements Iterator<TrainingState> {
  private static final double[] NO_LAW = {};
  static boolean TRACE = Boolean.getBoolean("trace");
  static int CG = Integer.getInteger("cg", 10);
  static double CGTOL = Double.parseDouble(System.getProperty("cgtol", "0.1"));
  static String MIDDLE = System.getProperty("middle", "pilot");
  static boolean HOLD = !Boolean.getBoolean("nohold");

  private final LinearObjective objective;
  private final StopRule rule;
  private final RunControl control;
  private final long startNanos;
  private final PilotDraws draws;
  private double[] u;
  private Evaluation evaluation;
  private double[] missing;
  private double[] preconditioner;
  private double[] diagonal;
  private Pilot.Margins margins;
  private SecantPairs pairs = SecantPairs.NONE;
  private Progress progress = Progress.begin(0);
  private double passes;
  private double lastLoss = Double.NaN;
  private boolean ended;
  int rejected;

  public PilotSecant(
      LinearObjective objective, double[] u, long seed, StopSettings stop, RunControl control) {
    this.objective = objective;
    this.u = u;
    this.rule = StopRule.of(stop);
    this.control = control;
    this.startNanos = control.nanoClock().getAsLong();
    this.draws = new PilotDraws(objective, seed);
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  private void survey(LinearObjective.Survey survey, double[] at, boolean rich) {
    evaluation = survey.evaluation();
    if (rich) {
      boolean first = draws.holdout() == null;
      draws.take(survey, at);
      if (first) {
        margins = draws.holdout().margins(at);
        passes += draws.holdout().passes();
      }
      diagonal = survey.diagonal();
      double[] seen = draws.proposing().diagonal(at);
      passes += draws.proposing().passes();
      double[] ones = new double[seen.length];
      java.util.Arrays.fill(ones, 1);
      double[] pen = new double[seen.length];
      objective.penalty().addGradientInto(ones, pen);
      missing = new double[seen.length];
      preconditioner = new double[seen.length];
      double largest = 0;
      for (double x : diagonal) largest = Math.max(largest, x);
      for (int i = 0; i < seen.length; i++) {
        missing[i] = Math.max(0, diagonal[i] - pen[i] - seen[i]) + pen[i];
        double h = seen[i] + missing[i];
        preconditioner[i] = 1 / Math.max(h, 1e-12 * largest);
      }
      if (evaluation.loss() < 0.95 * lastLoss) {
        pairs = SecantPairs.NONE;
      }
    }
  }

  @Override
  public TrainingState next() {
    if (ended) {
      throw new NoSuchElementException("the run has ended");
    }
    if (evaluation == null) {
      survey(objective.survey(u, draws.request()), u, true);
      passes += evaluation.passes();
    }
    double gradNorm = Vectors.norm(evaluation.gradient());
    progress =
        progress.evaluated(
            new Evaluation(
                evaluation.loss(),
                evaluation.gradient(),
                passes,
                evaluation.rows(),
                evaluation.seconds()),
            gradNorm,
            Double.POSITIVE_INFINITY,
            control.secondsSince(startNanos),
            control.interrupted().getAsBoolean());
    passes = 0;
    Optional<StopReason> stop = rule.check(progress);
    if (stop.isPresent()) {
      return last(stop.get());
    }
    return step();
  }

  private TrainingState last(StopReason reason) {
    ended = true;
    return new TrainingState(u, record(0), progress, Optional.empty(), Optional.of(reason));
  }

  private double[] middle(double[] q) {
    if (MIDDLE.equals("diagonal")) {
      double[] r = new double[q.length];
      for (int i = 0; i < r.length; i++) r[i] = q[i] / Math.max(diagonal[i], 1e-12);
      return r;
    }
    ConjugateGradients cg =
        ConjugateGradients.solve(
            v -> {
              double[] hv = draws.proposing().hessianVector(u, v);
              for (int i = 0; i < v.length; i++) {
                hv[i] += missing[i] * v[i];
              }
              return hv;
            },
            preconditioner,
            q,
            CG,
            CGTOL);
    passes += cg.products() * draws.proposing().passes();
    return cg.solution();
  }

  private TrainingState step() {
    double[] g = evaluation.gradient();
    double f = evaluation.loss();
    double[] d = pairs.direction(g, this::middle);
    double slope = Vectors.dot(g, d);
    if (!(slope > 0)) {
      pairs = SecantPairs.NONE;
      d = pairs.direction(g, this::middle);
      slope = Vectors.dot(g, d);
    }
    Pilot.Margins along = draws.holdout().margins(d);
    passes += draws.holdout().passes();
    double t = HOLD ? length(d, along, slope) : 1;
    int next = progress.steps() + 1;
    boolean rich = next <= 2 || next % 5 == 0;
    for (int trial = 0; ; trial++) {
      double[] at = u.clone();
      Vectors.addScaledInto(-t, d, at);
      LinearObjective.Survey survey =
          objective.survey(at, rich ? draws.request() : PassRequest.GRADIENT);
      double ft = survey.evaluation().loss();
      passes += survey.evaluation().passes();
      double slopeT = Vectors.dot(survey.evaluation().gradient(), d);
      boolean noise = Math.abs(ft - f) <= 8 * Math.ulp(f) && Math.abs(slopeT) <= 0.9 * slope;
      if (TRACE) {
        System.out.printf(
            "step %d trial %d f %.10g t %.4f slope %.3g ft-f %.4g slopeT %.3g pairs %d%n",
            progress.steps(), trial, f, t, slope, ft - f, slopeT, pairs.count());
      }
      if (ft <= f - 1e-4 * t * slope || noise) {
        double[] s = at.clone();
        Vectors.addScaledInto(-1, u, s);
        double[] y = survey.evaluation().gradient().clone();
        Vectors.addScaledInto(-1, g, y);
        pairs = pairs.plus(s, y);
        double stepNorm = Vectors.norm(s);
        StepRecord record = record(stepNorm);
        TrainingState result =
            new TrainingState(u, record, progress, Optional.empty(), Optional.empty());
        lastLoss = f;
        u = at;
        margins = margins.plus(-t, along);
        survey(survey, at, rich);
        progress = progress.stepped();
        control.committed(record);
        return result;
      }
      rejected++;
      if (trial >= 10 || t * slope < 1e-15 * Math.abs(f)) {
        return last(new StopReason.Converged("no lower loss is representable"));
      }
      double denominator = 2 * (ft - f + slope * t);
      double best = slope * t * t / denominator;
      t = Double.isFinite(best) ? Math.max(0.1 * t, Math.min(0.5 * t, best)) : 0.1 * t;
    }
  }

  /** The root of the derivative in (0, 4]. */
  private double length(double[] d, Pilot.Margins along, double slope) {
    double[] pd = new double[d.length];
    objective.penalty().addGradientInto(d, pd);
    double bend = Vectors.dot(d, pd);
    double base = draws.holdout().derivatives(margins, along)[0];
    double low = 0;
    double high = 4;
    double t = 1;
    for (int i = 0; i < 12; i++) {
      double[] at = draws.holdout().derivatives(margins.plus(-t, along), along);
      double first = -slope + (base - at[0]) + t * bend;
      double second = at[1] + bend;
      if (first > 0) high = t;
      else low = t;
      if (low == 4) return 4;
      double newton = t - first / second;
      double next =
          newton > low && newton < high ? newton : t == low && high == 4 ? 4 : (low + high) / 2;
      if (newton >= 4 && high == 4) next = 4;
      if (Math.abs(next - t) <= 0.01 * t) return next;
      t = next;
    }
    return t;
  }

  private StepRecord record(double stepNorm) {
    return new StepRecord(
        progress.steps(),
        progress.passes(),
        evaluation.loss(),
        progress.gradNorm(),
        stepNorm,
        NO_LAW,
        Double.NaN,
        evaluation.rows(),
        evaluation.seconds());
  }
}
