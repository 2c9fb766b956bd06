package rllc.settings;

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
    if (model.family() != ModelSettings.Family.AUTO) {
      stop.validation().ifPresent(validation -> validation.score(model.family()));
    }
  }
}
