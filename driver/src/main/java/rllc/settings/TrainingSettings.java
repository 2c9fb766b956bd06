package rllc.settings;

import java.util.Locale;

/** All that a training needs to know beside its rows; knows no files and no command line. */
public record TrainingSettings(
    ModelSettings model, OptimizerSettings optimizer, StopSettings stop, RunSettings run) {
  public TrainingSettings {
    boolean fits =
        optimizer instanceof OptimizerSettings.Auto
            || optimizer instanceof OptimizerSettings.Lbfgs
            || optimizer instanceof OptimizerSettings.Owlqn;
    Require.that(
        fits || !model.hasL1(),
        "optimizer.preset",
        "auto, lbfgs or owlqn where `model.elasticNetParam` and `model.regParam` are above 0",
        optimizer.preset());
    boolean boxed = !model.bounds().isNone();
    Require.that(
        !boxed
            || optimizer instanceof OptimizerSettings.Auto
            || optimizer instanceof OptimizerSettings.Lbfgs,
        "optimizer.preset",
        "auto or lbfgs where coefficients or intercepts have bounds",
        optimizer.preset());
    if (boxed && optimizer instanceof OptimizerSettings.Auto auto && auto.metric().isPresent()) {
      throw new IllegalArgumentException(
          "`optimizer.metric` must be auto where coefficients or intercepts have bounds, got "
              + auto.metric().get().name().toLowerCase(Locale.ROOT));
    }
    if (model.family() != ModelSettings.Family.AUTO) {
      stop.validation().ifPresent(validation -> validation.score(model.family()));
    }
  }
}
