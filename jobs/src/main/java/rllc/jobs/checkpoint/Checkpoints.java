package rllc.jobs.checkpoint;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import rllc.jobs.settings.CheckpointSettings;
import rllc.jobs.settings.JobSettings;
import rllc.spark.data.PackedData;
import rllc.train.report.TrainingListener;

/** The states of one run: where it goes on from, and what it leaves behind. */
public final class Checkpoints {
  /** The default folder, in the output folder. */
  public static final String FOLDER = "checkpoint";

  private final CheckpointSettings settings;
  private final CheckpointFolder folder;
  private final String fingerprint;
  private final boolean required;

  private Checkpoints(
      CheckpointSettings settings, CheckpointFolder folder, String fingerprint, boolean required) {
    this.settings = settings;
    this.folder = folder;
    this.fingerprint = fingerprint;
    this.required = required;
  }

  /**
   * Those of a run over {@code rows}.
   *
   * @param out the output folder's location
   * @param required whether the run was asked to go on: there must be a state
   */
  public static Checkpoints of(
      JobSettings settings, String out, PackedData rows, boolean required) {
    CheckpointSettings its = settings.checkpoint();
    String location = its.dir().orElse(out + "/" + FOLDER);
    return new Checkpoints(
        its,
        CheckpointFolder.of(location, new Configuration()),
        RunFingerprint.of(rows, settings.resolved()),
        required);
  }

  /**
   * Where a run goes on.
   *
   * @param steps taken before
   * @param state its bytes
   */
  public record Origin(int steps, byte[] state) {}

  /**
   * The newest whole state, if the run goes on from one.
   *
   * @param warnings gets a line for each state that is damaged and left out
   * @throws IllegalArgumentException if it belongs to other rows or settings, or if there is none
   *     where one is required
   */
  public Optional<Origin> origin(Consumer<String> warnings) {
    boolean looks = required || settings.dir().isPresent() && settings.resume();
    Optional<CheckpointFolder.Checkpoint> found =
        looks ? folder.newest(warnings) : Optional.empty();
    if (required && found.isEmpty()) {
      throw new IllegalArgumentException(
          "`--resume` must name a run with a checkpoint, got none in " + folder.location());
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

  /** Keeps states as the settings say; nobody if they say nothing. */
  public TrainingListener writer(BooleanSupplier interrupted) {
    return settings.isOn()
        ? new CheckpointWriter(
            folder,
            fingerprint,
            settings.everySteps(),
            settings.everySeconds(),
            interrupted,
            System::nanoTime)
        : new TrainingListener() {};
  }

  /** The run has come to its own end: nobody will want its states. */
  public void clear() {
    folder.clear();
  }
}
