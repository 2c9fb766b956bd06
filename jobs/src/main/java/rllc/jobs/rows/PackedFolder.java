package rllc.jobs.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.output.JsonFiles;
import rllc.jobs.table.files.InputPath;
import rllc.ml.SparkModels;
import rllc.ml.files.ModelFiles;
import rllc.settings.DataSettings;
import rllc.spark.data.BlockFiles;
import rllc.spark.data.LabelledData;
import rllc.spark.data.PackedData;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;

/**
 * A folder of packed blocks, {@code data.packed}, on any Hadoop file system: a marker by which it
 * is known to be ours, written first; a folder of block files for each set of rows; the fitted
 * feature stage; and manifest.json, written last. A folder without the marker is never touched.
 */
public final class PackedFolder {
  private static final String MARKER = "_rllc-packed";
  private static final String MANIFEST = "manifest.json";
  private static final String STAGE = "stage";
  private static final String TRAIN = "train";
  private static final String VALIDATION = "validation";
  private static final String TEST = "test";

  private final Path path;
  private final FileSystem files;

  /** Tells this run from any other that may write here at the same time. */
  private final String writer =
      "written by process " + ProcessHandle.current().pid() + ", " + System.nanoTime() + "\n";

  private PackedFolder(Path path, FileSystem files) {
    this.path = path;
    this.files = files;
  }

  /**
   * Checks that {@code location} is new, empty or ours, and within no folder that is read as data
   * or replaced by output; changes nothing.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static PackedFolder check(
      String location, DataSettings data, String out, Configuration hadoop) {
    try {
      Path given = new Path(location);
      FileSystem files = given.getFileSystem(hadoop);
      Path path = files.makeQualified(given);
      checkOutside("out", out, path, location, hadoop);
      for (String read : data.paths()) {
        checkOutside("data.path", read, path, location, hadoop);
      }
      if (files.exists(path)
          && (!files.getFileStatus(path).isDirectory()
              || (files.listStatus(path).length > 0 && !files.exists(new Path(path, MARKER))))) {
        throw refusal("a folder that is new, empty or of packed blocks", location);
      }
      return new PackedFolder(path, files);
    } catch (IOException e) {
      throw unusable(location, e);
    } catch (IllegalArgumentException e) {
      // A path that is none, such as a:b.
      throw e.getMessage().startsWith("`") ? e : unusable(location, e);
    }
  }

  /** What {@code command}, which needs the tables, tells where {@code data.packed} is set. */
  public static Optional<String> unused(DataSettings data, String command) {
    return data.packed()
        .map(
            folder ->
                "`data.packed` is for train alone: "
                    + command
                    + " reads "
                    + data.path()
                    + " and not "
                    + folder);
  }

  private static IllegalArgumentException unusable(Object location, Exception e) {
    return new IllegalArgumentException(
        "`data.packed` must be a folder that can be written, got "
            + location
            + ": "
            + e.getMessage(),
        e);
  }

  private static void checkOutside(
      String key, String folder, Path path, String location, Configuration hadoop)
      throws IOException {
    Path other = new Path(folder);
    if (isWithin(path, other.getFileSystem(hadoop).makeQualified(other))) {
      throw refusal("outside the folder `" + key + "`", location);
    }
  }

  private static boolean isWithin(Path path, Path folder) {
    for (Path at = path; at != null; at = at.getParent()) {
      if (at.equals(folder)) {
        return true;
      }
    }
    return false;
  }

  private static IllegalArgumentException refusal(String must, String location) {
    return new IllegalArgumentException("`data.packed` must be " + must + ", got " + location);
  }

  /** Whether a run has begun to write here. */
  boolean isBegun() {
    return exists(MARKER);
  }

  /**
   * The manifest; empty where no run has finished writing.
   *
   * @throws BadInputException if it cannot be read
   */
  Optional<PackedManifest> manifest() {
    if (!exists(MANIFEST)) {
      return Optional.empty();
    }
    Path manifest = new Path(path, MANIFEST);
    try (InputStream in = files.open(manifest)) {
      return Optional.of(PackedManifest.read(in));
    } catch (IOException e) {
      throw new BadInputException(
          manifest + " must be as it was written, got: " + e.getMessage().lines().findFirst().get(),
          e);
    }
  }

  private boolean exists(String name) {
    try {
      return files.exists(new Path(path, name));
    } catch (IOException e) {
      throw new BadInputException(path + " must be readable, got: " + e.getMessage(), e);
    }
  }

  /** The rows that {@code manifest} tells of. */
  TrainingRows read(PackedManifest manifest, Columns columns, SparkSession spark) {
    Optional<Transformer> stage =
        manifest.staged()
            ? Optional.of(PipelineModel.load(child(STAGE)).stages()[0])
            : Optional.empty();
    LabelledData train =
        new LabelledData(part(TRAIN, manifest, spark).orElseThrow(), manifest.labels());
    Optional<PackedData> validation = Optional.empty();
    try {
      validation = part(VALIDATION, manifest, spark);
      Optional<PackedData> test = part(TEST, manifest, spark);
      return new TrainingRows(
          train, validation, test, columns, stage, Optional.empty(), Optional.empty());
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared.
      validation.ifPresent(PackedData::close);
      train.close();
      throw e;
    }
  }

  private Optional<PackedData> part(String name, PackedManifest manifest, SparkSession spark) {
    PackedManifest.Part part = manifest.parts().get(name);
    if (part == null) {
      return Optional.empty();
    }
    PackedData rows =
        BlockFiles.read(
            spark.sparkContext(), child(name), part.files(), part.skippedRows(), part.unseen());
    if (!rows.fingerprint().equals(part.hash())) {
      rows.close();
      throw new BadInputException(
          child(name) + " must hold the rows that were written, got others or another order");
    }
    return Optional.of(rows);
  }

  /**
   * Writes {@code rows}; what an earlier run wrote is gone before.
   *
   * @return false if another run has begun to write here meanwhile: the folder is left to it
   */
  boolean write(TrainingRows rows, Map<String, String> fingerprint) {
    begin();
    return writeBegun(rows, fingerprint);
  }

  /** The same in a folder in which this run has begun. */
  boolean writeBegun(TrainingRows rows, Map<String, String> fingerprint) {
    try {
      writeParts(rows, fingerprint);
      return true;
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared.
      if (isTaken()) {
        return false;
      }
      throw e;
    }
  }

  private void writeParts(TrainingRows rows, Map<String, String> fingerprint) {
    try {
      Map<String, PackedManifest.Part> parts = new TreeMap<>();
      parts.put(TRAIN, written(TRAIN, rows.train().rows()));
      if (rows.validation().isPresent()) {
        parts.put(VALIDATION, written(VALIDATION, rows.validation().get()));
      }
      if (rows.test().isPresent()) {
        parts.put(TEST, written(TEST, rows.test().get()));
      }
      if (rows.stage().isPresent()) {
        checkMine();
        PipelineModel stage = SparkModels.pipeline((PipelineStage) rows.stage().get());
        ModelFiles.save(SparkSession.active(), stage, child(STAGE));
      }
      PackedManifest manifest =
          new PackedManifest(fingerprint, rows.labels(), rows.stage().isPresent(), parts);
      checkMine();
      JsonFiles.write(new Path(path, MANIFEST), manifest.fields());
    } catch (IOException e) {
      throw unusable(display(), e);
    }
  }

  /** The marker is there before anything else; the manifest goes before what it tells of. */
  void begin() {
    try {
      files.mkdirs(path);
      files.setWriteChecksum(false);
      try (OutputStream out = files.create(new Path(path, MARKER), true)) {
        String text = "packed blocks of rllc; may be deleted\n" + writer;
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      for (String name : List.of(MANIFEST, TRAIN, VALIDATION, TEST, STAGE)) {
        files.delete(new Path(path, name), true);
      }
    } catch (IOException e) {
      throw unusable(display(), e);
    }
  }

  /** Whether another run has begun to write here since this one did. */
  boolean isTaken() {
    try (InputStream in = files.open(new Path(path, MARKER))) {
      return !new String(in.readAllBytes(), StandardCharsets.UTF_8).endsWith(writer);
    } catch (IOException e) {
      throw unusable(display(), e);
    }
  }

  /** Before each part, so that little is written into a folder that is another run's. */
  private void checkMine() throws IOException {
    if (isTaken()) {
      throw new IOException("another run writes there");
    }
  }

  private PackedManifest.Part written(String name, PackedData rows) throws IOException {
    checkMine();
    return new PackedManifest.Part(
        rows.fingerprint(), rows.skippedRows(), rows.unseen(), BlockFiles.write(rows, child(name)));
  }

  private String child(String name) {
    return new Path(path, name).toString();
  }

  /** For people: without the scheme of local files. */
  String display() {
    return InputPath.display(path);
  }
}
