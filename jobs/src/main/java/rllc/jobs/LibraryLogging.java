package rllc.jobs;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps libraries from writing to the screen. */
final class LibraryLogging {
  /** Held here: java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger NETLIB = Logger.getLogger("dev.ludovic.netlib");

  private LibraryLogging() {}

  /**
   * Breeze's linear algebra tells which native libraries it did not find, and works without them.
   */
  static void netlib() {
    NETLIB.setLevel(Level.OFF);
  }
}
