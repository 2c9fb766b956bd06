package rllc.settings;

/** All that a training needs to know beside its rows; knows no files and no command line. */
public record TrainingSettings(
    ModelSettings model, OptimizerSettings optimizer, StopSettings stop, RunSettings run) {}
