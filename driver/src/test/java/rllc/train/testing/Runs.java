package rllc.train.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import rllc.kernel.KernelMode;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.settings.preset.Presets;
import rllc.train.AutoPreset;
import rllc.train.Methods;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.CurvedObjective;
import rllc.train.objective.Objective;
import rllc.train.report.Outcome;
import rllc.train.report.SavedState;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;
import rllc.train.run.Method;
import rllc.train.run.RunControl;
import rllc.train.run.RunOrigin;
import rllc.train.run.Runner;

/** Runs in tests: settings in, outcome and records out. */
public final class Runs {
  /** A run: its steps, the last evaluation among them, and its outcome. */
  public record Recorded(List<StepRecord> steps, Outcome outcome) {
    /** Loss of each evaluation. */
    public double[] losses() {
      return steps.stream().mapToDouble(StepRecord::loss).toArray();
    }

    /** The word for why the run ended. */
    public String status() {
      return outcome.stop().status();
    }

    /** The last evaluation. */
    public StepRecord last() {
      return outcome.last();
    }
  }

  private Runs() {}

  /** A preset by its text, everything else automatic. */
  public static OptimizerSettings preset(String text) {
    OptionalDouble none = OptionalDouble.empty();
    return Presets.parse(
        text, none, none, Optional.empty(), 1e-5, Optional.empty(), Optional.empty());
  }

  /** The method of a linear model; preset auto is resolved. */
  public static Method<? super LinearObjective, ?> method(
      OptimizerSettings settings, LinearObjective objective, StopSettings stop, long seed) {
    OptimizerSettings resolved = settings;
    String reason = "as set";
    if (settings instanceof OptimizerSettings.Auto auto) {
      AutoPreset.Choice choice = AutoPreset.choose(auto, AutoPreset.DataProfile.of(objective));
      resolved = choice.settings();
      reason = "auto: " + choice.reason();
    }
    return Methods.linear(resolved, reason, objective, stop, seed, KernelMode.JAVA);
  }

  /** A run of a linear model from {@code theta}, which is the null model. */
  public static Recorded run(
      OptimizerSettings settings, LinearObjective objective, double[] theta, StopSettings stop) {
    return run(objective, method(settings, objective, stop, 1), RunOrigin.of(theta), stop);
  }

  /** A run of any objective with a preset that needs no rows. */
  public static Recorded curved(
      OptimizerSettings settings, CurvedObjective objective, double[] theta, StopSettings stop) {
    Method<? super CurvedObjective, ?> method =
        Methods.curved(settings, "as set", objective, stop, 1, KernelMode.JAVA);
    return run(objective, method, RunOrigin.of(theta), stop);
  }

  public static <O extends Objective> Recorded run(
      O objective, Method<? super O, ?> method, RunOrigin origin, StopSettings stop) {
    List<StepRecord> steps = new ArrayList<>();
    RunControl control = RunControl.of(TrainingListener.ofSteps(steps::add));
    Outcome outcome = new Runner<O>(objective, method, stop, control).run(origin);
    steps.add(outcome.last());
    return new Recorded(steps, outcome);
  }

  /** The bytes of the state that {@code runner} has after {@code steps} steps. */
  public static <O extends Objective> byte[] stateAfter(
      int steps, Runner<O> runner, RunOrigin origin) {
    List<byte[]> found = new ArrayList<>();
    TrainingListener saving =
        new TrainingListener() {
          @Override
          public void state(SavedState state) {
            if (state.steps() == steps) {
              found.add(state.bytes().get());
            }
          }
        };
    RunControl control = runner.control();
    new Runner<O>(
            runner.objective(),
            runner.phases(),
            runner.method(),
            runner.stop(),
            runner.scorer(),
            new RunControl(List.of(saving), control.interrupted(), control.nanoClock()))
        .run(origin);
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "a run must have one state after step " + steps + ", got " + found.size());
    }
    return found.get(0);
  }
}
