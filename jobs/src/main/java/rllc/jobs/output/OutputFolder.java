package rllc.jobs.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import rllc.jobs.table.files.InputPath;

/**
 * The folder that a run leaves its files in, on any Hadoop file system. A folder that no earlier
 * run of ours wrote is never touched; one of ours only with {@code overwrite}, and not before the
 * new run's data have been read.
 */
public final class OutputFolder {
  private static final String RUN = "run.json";

  /** The files by which a folder is known to be ours. */
  private static final List<String> RECORDS =
      List.of(RUN, "compare.json", "ablate.json", "scale.json");

  private static final String WRITER = "writer";

  private final Path path;
  private final FileSystem files;
  private final String record;

  private static final String PROCESS = "process ";

  /** Tells this run from any other that may write here at the same time. */
  private final String writer = PROCESS + ProcessHandle.current().pid() + ", " + System.nanoTime();

  private OutputFolder(Path path, FileSystem files, String record) {
    this.path = path;
    this.files = files;
    this.record = record;
  }

  /**
   * Checks that {@code location} may be written to; changes nothing.
   *
   * @throws IllegalArgumentException if it exists and may not be replaced
   */
  public static OutputFolder check(String location, boolean overwrite, Configuration hadoop) {
    return check(location, RUN, true, overwrite, RECORDS, hadoop);
  }

  /**
   * The same for a folder that is a table, with a {@code record} of its own among its files: only
   * such a table is replaced, never the folder of a training.
   */
  public static OutputFolder checkTable(
      String location, String record, boolean overwrite, Configuration hadoop) {
    return check(location, record, true, overwrite, List.of(record), hadoop);
  }

  /**
   * The same for a command that adds to a folder of ours and has a {@code record} of its own, such
   * as compare.json: only an earlier one needs the leave to overwrite.
   */
  public static OutputFolder checkToAdd(
      String location, String record, boolean overwrite, Configuration hadoop) {
    return check(location, record, false, overwrite, RECORDS, hadoop);
  }

  private static OutputFolder check(
      String location,
      String record,
      boolean whole,
      boolean overwrite,
      List<String> records,
      Configuration hadoop) {
    try {
      Path given = new Path(location);
      FileSystem files = given.getFileSystem(hadoop);
      files.setWriteChecksum(false);
      Path path = files.makeQualified(given);
      if (files.exists(path) && !EarlierOutput.isEmptyFolder(files, path)) {
        if (!EarlierOutput.isOurs(files, path, records)) {
          throw refusal("a folder that is new, empty or of an earlier run", location);
        }
        boolean replaces = whole || files.exists(new Path(path, record));
        if (replaces && !overwrite) {
          throw refusal("new, or `overwrite` true to replace an earlier run", location);
        }
      }
      return new OutputFolder(path, files, record);
    } catch (IOException e) {
      throw unwritable(location, e);
    } catch (IllegalArgumentException e) {
      // A path that is none, such as a:b.
      throw e.getMessage().startsWith("`") ? e : unwritable(location, e);
    }
  }

  private static IllegalArgumentException unwritable(Object location, Exception e) {
    return new IllegalArgumentException(
        "`out` must be a folder that can be written, got " + location + ": " + e.getMessage(), e);
  }

  /**
   * Checks that {@code input} would not be deleted with an earlier run's files, nor be added to.
   *
   * @param key the setting that names it
   * @throws IllegalArgumentException if it lies within this folder, or is no path
   */
  public void checkApart(String key, String input) {
    for (Path at = qualified(key, input); at != null; at = at.getParent()) {
      if (at.equals(path)) {
        throw refusal("a folder without the data in it, which are " + input, display());
      }
    }
  }

  private Path qualified(String key, String input) {
    try {
      return new Path(input).makeQualified(files.getUri(), files.getWorkingDirectory());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "`" + key + "` must name existing files or folders, got " + input, e);
    }
  }

  private static IllegalArgumentException refusal(String must, String location) {
    return new IllegalArgumentException("`out` must be " + must + ", got " + location);
  }

  /** Whether there is nothing in it yet, so that writing loses no earlier run. */
  public boolean isVacant() {
    try {
      return !files.exists(path) || EarlierOutput.isEmptyFolder(files, path);
    } catch (IOException e) {
      throw unwritable(display(), e);
    }
  }

  /** Makes the folder anew; an earlier run's files are gone. */
  public void claim() {
    remove();
    make();
  }

  /** The same, but for the child {@code kept}. */
  public void claimKeeping(String kept) {
    try {
      make();
      for (FileStatus child : files.listStatus(path)) {
        if (!child.getPath().getName().equals(kept)) {
          files.delete(child.getPath(), true);
        }
      }
    } catch (IOException e) {
      throw unwritable(display(), e);
    }
  }

  /** Lines of a text file of the folder; none if it is not there. */
  public List<String> lines(String name) {
    try (InputStream in = files.open(new Path(path, name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the folder with all that is in it. */
  public void remove() {
    try {
      files.delete(path, true);
    } catch (IOException e) {
      throw unwritable(display(), e);
    }
  }

  /** Makes the folder where it is not there; what is in it stays. */
  public void make() {
    try {
      if (!files.mkdirs(path)) {
        throw new IOException("it cannot be made");
      }
    } catch (IOException e) {
      throw unwritable(display(), e);
    }
  }

  /** A new file, written as it goes. */
  public OutputStream create(String name) {
    try {
      return files.create(new Path(path, name), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the record for the first time: from here on the folder is this run's. */
  public void beginRun(Map<String, Object> fields) {
    Map<String, Object> signed = new LinkedHashMap<>(fields);
    signed.put(WRITER, writer);
    write(record, signed);
  }

  /**
   * Writes the record again.
   *
   * @throws IllegalStateException if the folder is another run's by now
   */
  public void writeRun(Map<String, Object> fields) {
    checkMine();
    beginRun(fields);
  }

  /**
   * With {@code overwrite} a second run may have replaced the folder: it is left to that one.
   *
   * @throws IllegalStateException if so
   */
  public void checkMine() {
    // One that was removed, or is being replaced at this moment, is not ours either.
    if (!recorded(WRITER).equals(writer)) {
      throw new IllegalStateException(
          display() + " must be one run's at a time, got another's in the midst of this one");
    }
  }

  /** The status in the record that is there; empty if there is none. */
  public String status() {
    return recorded("status");
  }

  private String recorded(String field) {
    try (InputStream in = files.open(new Path(path, record))) {
      return new ObjectMapper().readTree(in).path(field).asText();
    } catch (FileNotFoundException e) {
      return "";
    } catch (IOException e) {
      throw unwritable(display(), e);
    }
  }

  /** Whether the process that wrote {@code record} is there, for a folder of this machine. */
  static boolean writerIsAlive(JsonNode record) {
    String process = record.path(WRITER).asText().replaceFirst(PROCESS, "").replaceFirst(",.*", "");
    return process.matches("\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(process)).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Writes a JSON file, whole or not at all. */
  public void write(String name, Map<String, Object> record) {
    JsonFiles.write(files, new Path(path, name), record);
  }

  /** Writes a text file. */
  public void write(String name, String text) {
    try (OutputStream out = create(name)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its own location, for Spark. */
  public String location() {
    return path.toString();
  }

  /** A child's location, for Spark. */
  public String child(String name) {
    return new Path(path, name).toString();
  }

  /** For people: without the scheme of local files. */
  public String display() {
    return InputPath.display(path);
  }

  /** Whether it is on this machine's own disk. */
  public boolean isLocal() {
    return files.getScheme().equals("file");
  }

  /** The local path of {@code name}; only where {@link #isLocal}. */
  public java.nio.file.Path localFile(String name) {
    return java.nio.file.Path.of(path.toUri().getPath(), name);
  }
}
