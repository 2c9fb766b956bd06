package rllc.settings;

import java.util.Locale;
import java.util.OptionalDouble;

/** All that a training needs to know beside its rows; knows no files and no command line. */
public record TrainingSettings(
    ModelSettings model,
    OptimizerSettings optimizer,
    Batching batching,
    StopSettings stop,
    RunSettings run) {
  /** All rows in each step, but where preset auto may make few passes only. */
  public TrainingSettings(
      ModelSettings model, OptimizerSettings optimizer, StopSettings stop, RunSettings run) {
    this(model, optimizer, Batching.AUTO, stop, run);
  }

  public TrainingSettings {
    boolean auto = optimizer instanceof OptimizerSettings.Auto;
    boolean fits =
        auto
            || optimizer instanceof OptimizerSettings.Lbfgs
            || optimizer instanceof OptimizerSettings.Owlqn;
    Require.that(
        fits || !model.hasL1(),
        "optimizer.preset",
        "auto, lbfgs or owlqn where `model.elasticNetParam` and `model.regParam` are above 0",
        optimizer.preset());
    boolean boxed = !model.bounds().isNone();
    Require.that(
        !boxed || auto || optimizer instanceof OptimizerSettings.Lbfgs,
        "optimizer.preset",
        "auto or lbfgs where coefficients or intercepts have bounds",
        optimizer.preset());
    if (optimizer instanceof OptimizerSettings.Auto a && a.metric().isPresent()) {
      String metric = a.metric().get().name().toLowerCase(Locale.ROOT);
      Require.that(
          !boxed, "optimizer.metric", "auto where coefficients or intercepts have bounds", metric);
      Require.that(
          !model.hasL1(),
          "optimizer.metric",
          "auto where `model.elasticNetParam` and `model.regParam` are above 0",
          metric);
    }
    if (model.family().isDecided()) {
      stop.validation().ifPresent(validation -> validation.score(model.family()));
    }
    boolean inBatches = inBatches(model, optimizer, batching, stop.maxPasses());
    Require.that(
        !inBatches || !boxed,
        "optimizer.batch",
        "full or auto where coefficients or intercepts have bounds",
        batching.size().text());
    batching.check(optimizer, inBatches, model.hasL1());
    Require.that(
        inBatches || stop.maxPasses().orElse(1) >= 1,
        "stop.maxPasses",
        "at least 1 where each step looks at all rows",
        Double.toString(stop.maxPasses().orElse(1)));
    Require.that(
        inBatches || !(optimizer instanceof OptimizerSettings.Auto a && a.c1().isPresent()),
        "optimizer.c1",
        "auto with preset auto where `optimizer.batch` is full",
        "a number");
  }

  /** The same for another model. */
  public TrainingSettings with(ModelSettings its) {
    return new TrainingSettings(its, optimizer, batching, stop, run);
  }

  /** The same, stopped otherwise. */
  public TrainingSettings with(StopSettings its) {
    return new TrainingSettings(model, optimizer, batching, its, run);
  }

  /** The same, run otherwise. */
  public TrainingSettings with(RunSettings its) {
    return new TrainingSettings(model, optimizer, batching, stop, its);
  }

  /** Whether steps look at a part of the rows. */
  public boolean inBatches() {
    return inBatches(model, optimizer, batching, stop.maxPasses());
  }

  /**
   * The same for settings whose limits are still open: what is left out of them may depend on it.
   */
  public static boolean inBatches(
      ModelSettings model,
      OptimizerSettings optimizer,
      Batching batching,
      OptionalDouble maxPasses) {
    // An L1 part and bounds need a method that looks at all rows.
    boolean constrained = model.hasL1() || !model.bounds().isNone();
    return batching.applies(optimizer, maxPasses, constrained);
  }
}
