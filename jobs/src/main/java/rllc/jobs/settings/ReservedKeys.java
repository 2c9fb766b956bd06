package rllc.jobs.settings;

/**
 * Values that have a name already and no code yet: refused, never ignored. A milestone that brings
 * one deletes its line.
 */
final class ReservedKeys {
  private ReservedKeys() {}

  static void refuse(TypedConfig config) {
    unset(config, "checkpoint.dir");
    types(config);
  }

  /** What this command does not read has its type at least: a file may serve several commands. */
  private static void types(TypedConfig config) {
    config.integer("checkpoint.everySteps");
    config.bool("checkpoint.resume");
    config.texts("compare.presets");
    config.bool("compare.mllib");
    config.integer("compare.repetitions");
    config.optionalNumber("compare.optimum");
  }

  private static void unset(TypedConfig config, String key) {
    config
        .optionalText(key)
        .ifPresent(
            was -> {
              throw new IllegalArgumentException(
                  "`" + key + "` must not be set in this version, got " + was);
            });
  }
}
