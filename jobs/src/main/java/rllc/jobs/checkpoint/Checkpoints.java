package rllc.jobs.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import rllc.jobs.output.OutputFolder;
import rllc.jobs.settings.CheckpointSettings;
import rllc.jobs.settings.HadoopSettings;
import rllc.jobs.settings.JobSettings;
import rllc.spark.data.PackedData;
import rllc.train.report.TrainingListener;

/** The states of one run: where it goes on from, and what it leaves behind. */
public final class Checkpoints {
  /** The default folder, in the output folder. */
  public static final String FOLDER = "checkpoint";

  /** A run with one of these statuses did not come to an end. */
  private static final List<String> BROKEN_OFF = List.of("interrupted", "failed");

  private final CheckpointSettings settings;
  private final CheckpointFolder folder;
  private final String fingerprint;
  private final OutputFolder out;
  private final boolean resumes;
  private Optional<CheckpointWriter> writer = Optional.empty();

  private Checkpoints(
      CheckpointSettings settings,
      CheckpointFolder folder,
      String fingerprint,
      OutputFolder out,
      boolean resumes) {
    this.settings = settings;
    this.folder = folder;
    this.fingerprint = fingerprint;
    this.out = out;
    this.resumes = resumes;
  }

  /**
   * Those of a run over {@code rows}.
   *
   * @param resumes whether the run was asked to go on with the one in {@code out}
   */
  public static Checkpoints of(
      JobSettings settings, OutputFolder out, PackedData rows, boolean resumes) {
    CheckpointSettings its = settings.checkpoint();
    String location = its.dir().orElse(out.child(FOLDER));
    return new Checkpoints(
        its,
        CheckpointFolder.of(location, HadoopSettings.of(settings.spark())),
        RunFingerprint.of(rows, settings.resolved()),
        out,
        resumes);
  }

  /**
   * Where a run goes on.
   *
   * @param steps taken before
   * @param state its bytes
   */
  public record Origin(int steps, byte[] state) {}

  /**
   * The newest whole state, if the run goes on from one. One that broke off before its first state
   * begins anew, with a warning.
   *
   * @param warnings gets a line for each state that is damaged and left out
   * @throws IllegalArgumentException if it belongs to other rows or settings, or if there is none
   *     of a run that has come to its end
   */
  public Optional<Origin> origin(Consumer<String> warnings) {
    boolean looks = resumes || settings.dir().isPresent() && settings.resume();
    Optional<CheckpointFolder.Checkpoint> found =
        looks ? folder.newest(warnings) : Optional.empty();
    if (resumes && found.isEmpty()) {
      if (!BROKEN_OFF.contains(out.status())) {
        throw new IllegalArgumentException(
            "`--resume` must name a run with a checkpoint, got none in " + folder.location());
      }
      warnings.accept("there is no state in " + folder.location() + ": the run begins anew");
    }
    found.ifPresent(this::checkSame);
    return found.map(checkpoint -> new Origin(checkpoint.steps(), checkpoint.state()));
  }

  private void checkSame(CheckpointFolder.Checkpoint checkpoint) {
    if (!checkpoint.fingerprint().equals(fingerprint)) {
      throw new IllegalArgumentException(
          String.format(
              "`checkpoint.dir` must have states of the same rows and settings (%s), got %s in %s",
              fingerprint, checkpoint.fingerprint(), folder.location()));
    }
  }

  /**
   * Keeps states as the settings say; nobody if they say nothing.
   *
   * @param warnings gets a line where a state cannot be kept
   */
  public TrainingListener writer(BooleanSupplier interrupted, Consumer<String> warnings) {
    if (!settings.isOn()) {
      return new TrainingListener() {};
    }
    CheckpointWriter keeps =
        new CheckpointWriter(
            checkpoint -> {
              out.checkMine();
              folder.write(checkpoint);
            },
            fingerprint,
            settings.everySteps(),
            settings.everySeconds(),
            interrupted,
            System::nanoTime,
            warnings);
    writer = Optional.of(keeps);
    return keeps;
  }

  /** Keeps the newest state of a run that breaks off or reaches a limit, if states are kept. */
  public void keepLast() {
    writer.ifPresent(CheckpointWriter::keepLast);
  }

  /** The run has come to its own end: nobody will want its states. */
  public void clear() {
    folder.clear();
  }
}
