package rllc.jobs.settings;

/**
 * Keys that {@code train} does not read: their types are checked, for a file may serve several
 * commands.
 */
final class UnreadKeys {
  private UnreadKeys() {}

  static void check(TypedConfig config) {
    config.texts("compare.presets");
    config.bool("compare.mllib");
    config.integer("compare.repetitions");
    config.optionalNumber("compare.optimum");
    AblateSettings.of(config);
    ScaleSettings.of(config);
  }
}
