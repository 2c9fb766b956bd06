package rllc.jobs.output;

/**
 * The record of a run that still reads its rows. One that keeps states leaves it before it reads,
 * so that {@code train --resume} finds the settings of a run that was killed by then; every other
 * one if it is interrupted. The folder of an earlier run is not touched.
 */
public final class LoadingRecord {
  private final OutputFolder folder;
  private final RunRecord record;
  private boolean begun;
  private boolean ended;

  public LoadingRecord(OutputFolder folder, RunRecord record) {
    this.folder = folder;
    this.record = record;
  }

  /** Leaves the record, where no earlier run's files are. */
  public void begin(double seconds) {
    if (folder.isVacant()) {
      write(RunRecord.RUNNING, seconds);
      begun = true;
    }
  }

  private void write(String reason, double seconds) {
    folder.make();
    record.status("interrupted", reason);
    folder.beginRun(record.finish(seconds));
  }

  /**
   * The rows are there, and the run may begin.
   *
   * @throws IllegalStateException if the folder has become another run's meanwhile
   */
  public void end() {
    ended = true;
    if (begun) {
      folder.checkMine();
    }
  }

  /** Something went wrong. Before the end of reading, a run that failed leaves nothing. */
  public void broken(boolean interrupted, double seconds) {
    if (ended) {
      return;
    }
    end();
    if (interrupted && (begun || folder.isVacant())) {
      write("interrupted from outside while the data were loaded", seconds);
    } else if (begun) {
      folder.remove();
    }
  }
}
