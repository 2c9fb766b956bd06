package rllc.settings;

/**
 * The numbers that preset auto was tuned to, each with its unit, its reason and the experiment that
 * gave it: {@code PilotExperiment}, {@code WarmExperiment}, {@code BatchExperiment} and {@code
 * PathExperiment} of driver/src/benchmark, whose tables docs/benchmarks.md has. Numbers that follow
 * from rounding or from a textbook stand where they are used. docs/tuning.md is printed from here.
 */
public enum Tuning {
  JOB_WORK(3e7, "multiply-adds", "an empty job takes as long, 10 to 20 ms", "Pilot"),
  PASS_WORK(4, "per entry and output", "margins and gradients, two looks at each entry", "Pilot"),
  GRAMIAN_SPEED(4, "times a pass's", "a Gramian's multiply-adds run from cache", "Pilot"),
  EIGEN_WORK(10, "cubes of the dimension", "an eigen-decomposition", "Pilot"),
  FACTOR_WORK(3, "cubes of the dimension", "a factorisation and coordinate descent", "Pilot"),
  NEWTON_STEPS(8, "steps", "what Newton's method takes", "Pilot"),
  NEWTON_SQUARES_STEPS(2, "steps", "least squares: one, and one for its rounding", "Pilot"),
  PILOT_PASSES(30, "passes", "what secant pairs around a pilot take", "Pilot"),
  PILOT_SQUARES_PASSES(10, "passes", "the same for least squares", "Pilot"),
  CONSTRAINED_PASSES(100, "passes", "what OWL-QN and L-BFGS-B take", "Pilot"),
  OFF_CENTRE(1e6, "deviations", "means further from zero round curvatures off", "Pilot"),
  BLIND(0.4, "of the Hessian's trace", "a pilot that misses more is no use", "Pilot"),

  PILOT_SHARE(0.01, "of the rows", "a product then costs a hundredth of a pass", "Pilot"),
  SAMPLE_SHARE(0.05, "of the rows", "a length chosen on fewer is uncertain", "Pilot"),
  LEAST_DRAWN(1000, "rows", "fewer know no curvature, if not above a tenth", "Pilot"),
  MOST_SAMPLE(20_000, "rows", "enough for a certain length", "Pilot"),
  FREE_ENTRIES(4_000_000, "entries", "a product takes no longer than an empty job", "Pilot"),
  PILOT_FIRST(3, "steps", "pilots drawn in a row while it shows whether they pay", "Pilot"),
  PILOT_EVERY(5, "steps", "a pilot's curvature serves so many", "Pilot"),
  PILOT_PRODUCTS(10, "products", "conjugate gradients for one direction", "Pilot"),
  PILOT_TOLERANCE(0.1, "of the residual", "where conjugate gradients end", "Pilot"),
  SAMPLING_NOISE(0.15, "of a feature's curvature", "a sample may lack it by chance", "Pilot"),
  LEVELLED(3, "times the mean", "diagonal entries nearer are taken for the mean", "Pilot"),
  UNIFORM_SHARE(0.2, "of a row's share", "no importance weight exceeds five", "Pilot"),
  DRAW_SLACK(1.25, "times the rows wanted", "a draw lets in more, the rest is cut", "Pilot"),
  LONGEST_STEP(4, "Newton steps", "the step sample looks no further", "Pilot"),

  TRIAL_TOO_SHORT(0.1, "Newton steps", "such a length shows that B is far off", "Pilot"),
  TRIAL_LEAST(0.8, "of the gain without B", "a step with B may gain less per pass", "Pilot"),
  TRIAL_BAD(2, "steps", "bad ones more than good ones that B is dropped after", "Pilot"),
  FAR_STEP(0.05, "of the loss", "a step that gains more has left old pairs behind", "Pilot"),
  PAIRS_THAT_SHOW(5, "pairs", "which metric fits them", "Pilot"),

  NO_GAIN(0.1, "of stop.tol", "three steps that gain less have converged", "Pilot"),
  LITTLE_LEFT(0.05, "of stop.tol", "a step that is expected to gain less is not taken", "Pilot"),
  FACES_GAIN(0.1, "of that", "along faces of orthants gains come late", "Pilot"),
  GRADIENT_END(0.01, "of stop.tol", "a gradient so small ends a run in any case", "Pilot"),

  PATH_WIDTH(10, "penalties", "fits that share their passes, from one warm start", "Path"),

  WARM_ROWS(20_000, "rows", "small steps before a method: as long as a few empty jobs", "Warm"),
  WARM_ENTRIES(1_000_000, "entries", "the same", "Warm"),
  WARM_WORK(8_000_000, "entries times outputs", "a tenth of a second of one core", "Warm"),
  WARM_FEATURES(2, "features a row", "of more the rows tell nothing", "Warm"),
  WARM_NEWTON(5, "passes", "Newton's method needs no start if it may make as many", "Warm"),
  ALONE_ENTRIES(18_000_000, "entries", "three seconds of one core, 200 MB", "Batch"),
  ALONE_WORK(120_000_000, "entries times outputs", "the same", "Batch"),
  ALONE_ROW(4, "entries", "what a row costs beside its own", "Batch"),
  LEARNER_FIRST(48, "th of the rows", "the first round of step lengths", "Batch"),
  LEARNER_STEADY(20, "th of the rows", "steps fall from there on", "Batch"),

  RACE_WINDOW(0.3, "of the steps so far", "an average of scores looks back on", "Batch"),
  RACE_LEAST(20, "steps", "before the first candidate may be dropped", "Batch"),
  RACE_DOUBT(4, "standard errors", "that a dropped candidate is worse by", "Batch"),
  RACE_NUMBERS(1 << 21, "parameters", "for more than one schedule", "Batch");

  private final double value;
  private final String unit;
  private final String why;
  private final String experiment;

  Tuning(double value, String unit, String why, String experiment) {
    this.value = value;
    this.unit = unit;
    this.why = why;
    this.experiment = experiment;
  }

  /** The number. */
  public double value() {
    return value;
  }

  /** The number, if it counts things. */
  public int count() {
    return (int) value;
  }

  /** What it is measured in. */
  public String unit() {
    return unit;
  }

  /** Why it is what it is. */
  public String why() {
    return why;
  }

  /** Which experiment it was chosen by. */
  public String experiment() {
    return experiment + "Experiment";
  }
}
