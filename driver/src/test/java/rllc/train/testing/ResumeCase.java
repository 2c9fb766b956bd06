package rllc.train.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import rllc.family.Family;
import rllc.family.Score;
import rllc.kernel.JavaKernels;
import rllc.kernel.KernelMode;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.optim.Vectors;
import rllc.settings.Batching;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.ValidationSettings;
import rllc.shard.Block;
import rllc.shard.Moments;
import rllc.train.Plan;
import rllc.train.linear.Coordinates;
import rllc.train.linear.L1Penalty;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.objective.Box;
import rllc.train.report.Outcome;
import rllc.train.report.SavedState;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;
import rllc.train.run.PointScorer;
import rllc.train.run.RunControl;
import rllc.train.run.RunOrigin;
import rllc.train.run.Runner;

/**
 * A run that is broken off and continued: all of it is made from scratch each time.
 *
 * @param name for messages
 * @param optimizer its settings
 * @param problem its objective
 * @param batching whether it looks at batches
 * @param start where it begins
 */
public record ResumeCase(
    String name,
    OptimizerSettings optimizer,
    Problem problem,
    Batching batching,
    RunSettings.Start start) {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final int ROWS = 1500;
  private static final int FEATURES = 8;

  /** Kinds of objectives. */
  public enum Problem {
    SMOOTH,
    SQUARED,
    CLASSES,
    L1,
    BOX
  }

  /** A run as far as it can be compared: no seconds. */
  public record Told(List<byte[]> states, List<StepRecord> steps, Outcome outcome) {
    /** All bits from step {@code first} on. */
    public List<String> bits(int first) {
      List<String> lines = new ArrayList<>();
      steps.stream().filter(s -> s.step() >= first).map(Told::line).forEach(lines::add);
      lines.add("last " + line(outcome.last()));
      lines.add("theta " + hex(outcome.theta()));
      lines.add("stop " + outcome.stop());
      lines.add("optimizer " + outcome.optimizer());
      outcome.validation().ifPresent(v -> lines.add(v.best() + " " + v.step() + " " + v.scored()));
      return lines;
    }

    private static String line(StepRecord s) {
      double[] numbers = {s.passes(), s.loss(), s.gradNorm(), s.stepNorm(), s.validation()};
      return s.step() + " " + s.batchRows() + " " + hex(numbers) + " law " + hex(s.law());
    }

    private static String hex(double[] numbers) {
      return DoubleStream.of(numbers)
          .mapToObj(x -> Long.toHexString(Double.doubleToLongBits(x)))
          .collect(Collectors.joining(" "));
    }
  }

  /** The whole run, and its state after each step. */
  public Told whole(int maxSteps, boolean validated) {
    return told(maxSteps, validated, Optional.empty());
  }

  /** The rest of the run from {@code state}. */
  public Told rest(int maxSteps, boolean validated, byte[] state) {
    return told(maxSteps, validated, Optional.of(state));
  }

  private Told told(int maxSteps, boolean validated, Optional<byte[]> state) {
    List<byte[]> states = new ArrayList<>();
    List<StepRecord> steps = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void step(StepRecord step) {
            steps.add(step);
          }

          @Override
          public void state(SavedState saved) {
            states.add(saved.bytes().get());
          }
        };
    LinearObjective objective = objective();
    Runner<LinearObjective> runner = runner(objective, stop(maxSteps, validated), listener);
    Outcome outcome =
        state.isPresent()
            ? runner.resume(state.get())
            : runner.run(RunOrigin.of(new double[objective.dimension()]));
    return new Told(states, steps, outcome);
  }

  private static StopSettings stop(int maxSteps, boolean validated) {
    ValidationSettings validation =
        new ValidationSettings(OptionalDouble.of(0.2), 3, Optional.empty());
    return new StopSettings(
        maxSteps, NONE, NONE, 0, NONE, Optional.of(validation).filter(v -> validated));
  }

  /** Scores have their best point on the way. */
  private Runner<LinearObjective> runner(
      LinearObjective objective, StopSettings stop, TrainingListener listener) {
    Plan plan = plan(objective, stop);
    return new Runner<>(
        objective,
        plan.phases(),
        plan.method(),
        stop,
        stop.validation()
            .map(v -> new PointScorer(Score.LOG_LOSS, u -> Math.abs(Vectors.norm(u) - 0.5))),
        RunControl.of(listener));
  }

  /** The phases and the method of a short run. */
  public Plan plan() {
    return plan(objective(), stop(9, false));
  }

  private Plan plan(LinearObjective objective, StopSettings stop) {
    return Plan.of(
        new TrainingSettings(
            new ModelSettings(Family.binomial(), 1e-3, 0, true, true),
            optimizer,
            batching,
            stop,
            new RunSettings(
                3,
                RunSettings.Coordinates.AUTO,
                start,
                KernelMode.JAVA,
                RunSettings.Precision.DOUBLE)),
        objective);
  }

  private LinearObjective objective() {
    List<Block> blocks = Synthetic.blocks(ROWS, FEATURES, 100);
    Moments moments = new Moments(FEATURES);
    blocks.forEach(moments::add);
    Loss loss =
        problem == Problem.CLASSES
            ? new Softmax(2)
            : problem == Problem.SQUARED ? MarginLoss.SQUARED : MarginLoss.LOGISTIC;
    double[] deviations = moments.featureDeviations();
    Coordinates coordinates =
        Coordinates.standardised(moments.featureMeans(), deviations, loss.outputs(), true)
            .knowing(moments);
    return new LinearObjective(
        new LocalGradients(blocks, new JavaKernels()),
        loss,
        coordinates,
        Penalty.l2(1e-3, coordinates, deviations, true),
        L1Penalty.of(problem == Problem.L1 ? 0.02 : 0, coordinates, deviations, true),
        problem == Problem.BOX ? box(coordinates) : Box.NONE);
  }

  /** Coefficients from 0 to a half, the intercept as it likes. */
  private static Box box(Coordinates coordinates) {
    double[] lower = new double[FEATURES + 1];
    double[] upper = new double[FEATURES + 1];
    Arrays.fill(upper, 0.5);
    lower[FEATURES] = Double.NEGATIVE_INFINITY;
    upper[FEATURES] = Double.POSITIVE_INFINITY;
    return coordinates.box(lower, upper);
  }
}
