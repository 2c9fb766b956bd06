package rllc.jobs.report;

import java.util.function.LongSupplier;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;

/** Writes a run's page every few seconds while it runs; the page fetches itself anew as often. */
public final class LivePage implements TrainingListener {
  /** Between two pages; one takes some milliseconds to make. */
  static final int SECONDS = 5;

  private final LongSupplier nanoClock;
  private final Runnable write;
  private long last;

  /**
   * @param write writes the page as it is now
   */
  public LivePage(LongSupplier nanoClock, Runnable write) {
    this.nanoClock = nanoClock;
    this.write = write;
    this.last = nanoClock.getAsLong();
  }

  @Override
  public void step(StepRecord step) {
    long now = nanoClock.getAsLong();
    if (now - last >= SECONDS * 1_000_000_000L) {
      last = now;
      write.run();
    }
  }
}
