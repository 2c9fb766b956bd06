package rllc.settings;

/** The one form of complaint about a setting: the key, what it must be, what it was. */
final class Require {
  private Require() {}

  static void that(boolean holds, String key, String must, Object was) {
    if (!holds) {
      throw new IllegalArgumentException("`" + key + "` must be " + must + ", got " + was);
    }
  }
}
