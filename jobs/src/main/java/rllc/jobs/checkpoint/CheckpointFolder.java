package rllc.jobs.checkpoint;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import rllc.jobs.output.WholeFile;

/**
 * The folder that a run leaves its states in, on any Hadoop file system: the last two, so that one
 * torn by a crash leaves the other.
 *
 * <p>A file is the word {@code RLLCCKPT} (8 bytes), the version (int), the fingerprint of data and
 * settings (UTF), the steps taken (int), the length of the state (int), its CRC-32C (long) and the
 * state as {@link rllc.train.state.StateCodec} writes it, big-endian. It is a {@link WholeFile};
 * where the file system cannot promise that, the checksum tells.
 */
final class CheckpointFolder {
  /** To be raised when the form of a file changes. */
  static final int VERSION = 1;

  private static final byte[] MAGIC = "RLLCCKPT".getBytes(StandardCharsets.US_ASCII);
  private static final String END = ".checkpoint";
  private static final int KEPT = 2;

  private final Path path;
  private final FileSystem files;

  private CheckpointFolder(Path path, FileSystem files) {
    this.path = path;
    this.files = files;
  }

  /**
   * @throws IllegalArgumentException if it is no folder's name
   */
  static CheckpointFolder of(String location, Configuration hadoop) {
    try {
      Path given = new Path(location);
      FileSystem files = given.getFileSystem(hadoop);
      files.setWriteChecksum(false);
      return new CheckpointFolder(files.makeQualified(given), files);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "`checkpoint.dir` must be a folder that can be written, got " + location, e);
    }
  }

  /**
   * A state that was kept.
   *
   * @param fingerprint of data and settings
   * @param steps taken by then
   * @param state its bytes
   */
  record Checkpoint(String fingerprint, int steps, byte[] state) {}

  /** Keeps {@code checkpoint}, and of the earlier ones the newest. */
  void write(Checkpoint checkpoint) {
    Path target = new Path(path, String.format("step-%010d%s", checkpoint.steps(), END));
    try {
      files.mkdirs(path);
      WholeFile.write(files, target, out -> write(checkpoint, new DataOutputStream(out)));
      List<Path> all = newestFirst();
      for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
        files.delete(old, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no checkpoint in " + path + ": " + e.getMessage(), e);
    }
  }

  private static void write(Checkpoint checkpoint, DataOutputStream out) throws IOException {
    out.write(MAGIC);
    out.writeInt(VERSION);
    out.writeUTF(checkpoint.fingerprint());
    out.writeInt(checkpoint.steps());
    out.writeInt(checkpoint.state().length);
    out.writeLong(checksum(checkpoint.state()));
    out.write(checkpoint.state());
    out.flush();
  }

  /**
   * The newest whole checkpoint.
   *
   * @param warnings gets a line for each one that is damaged and left out
   */
  Optional<Checkpoint> newest(Consumer<String> warnings) {
    try {
      for (Path file : newestFirst()) {
        try {
          return Optional.of(read(file));
        } catch (IOException e) {
          warnings.accept(file + " is left out: " + e.getMessage());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Checkpoint read(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(files.open(file))) {
      byte[] magic = in.readNBytes(MAGIC.length);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new IOException("it is no checkpoint");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new IOException("it has version " + version + ", not " + VERSION);
      }
      String fingerprint = in.readUTF();
      int steps = in.readInt();
      int length = in.readInt();
      long checksum = in.readLong();
      byte[] state = in.readNBytes(Math.max(0, length));
      if (state.length != length || checksum(state) != checksum) {
        throw new IOException("it is damaged");
      }
      return new Checkpoint(fingerprint, steps, state);
    } catch (EOFException | UTFDataFormatException e) {
      throw new IOException("it is damaged", e);
    }
  }

  private static long checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }

  private List<Path> newestFirst() throws IOException {
    if (!files.exists(path)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    for (FileStatus status : files.listStatus(path)) {
      String name = status.getPath().getName();
      if (name.startsWith("step-") && name.endsWith(END)) {
        found.add(status.getPath());
      }
    }
    found.sort(Comparator.comparing(Path::getName).reversed());
    return found;
  }

  /** Deletes what this class has written: the run has ended with a model. */
  void clear() {
    try {
      for (Path file : newestFirst()) {
        files.delete(file, false);
      }
      if (files.exists(path) && files.listStatus(path).length == 0) {
        files.delete(path, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its own location. */
  String location() {
    return path.toString();
  }
}
