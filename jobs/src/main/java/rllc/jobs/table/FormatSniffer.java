package rllc.jobs.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import rllc.spark.input.BadInputException;

/** Looks at the first bytes of a data file, decompressed where its name says so. */
final class FormatSniffer {
  private static final int BYTES = 64 * 1024;

  private final Configuration hadoop;

  FormatSniffer(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * The format of the file at {@code location}, or of the first data file in the folder or glob;
   * empty where it cannot be told.
   *
   * @throws BadInputException if there is no such file or it is empty
   */
  Optional<TableFormat> sniff(String location) {
    try {
      Path file = firstFile(location);
      if (file == null) {
        throw new BadInputException(
            "`data.path` and `data.test` must name existing files or folders, got " + location);
      }
      byte[] head = head(file);
      if (head.length == 0) {
        throw new BadInputException(location + " must have at least one row, got an empty file");
      }
      return Optional.ofNullable(of(head));
    } catch (IOException e) {
      throw new BadInputException(location + " must be readable, got: " + e.getMessage(), e);
    }
  }

  private static TableFormat of(byte[] head) {
    if (startsWith(head, "PAR1")) {
      return TableFormat.named("parquet");
    }
    if (startsWith(head, "ORC")) {
      return TableFormat.named("orc");
    }
    if (startsWith(head, "Obj\u0001")) {
      return TableFormat.named("avro");
    }
    return TableFormat.ofText(new String(head, StandardCharsets.UTF_8).split("\r?\n"));
  }

  private static boolean startsWith(byte[] head, String magic) {
    byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
    return head.length >= bytes.length
        && Arrays.equals(bytes, 0, bytes.length, head, 0, bytes.length);
  }

  private byte[] head(Path file) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
    FileSystem files = file.getFileSystem(hadoop);
    try (InputStream raw = files.open(file);
        InputStream in = codec == null ? raw : codec.createInputStream(raw)) {
      return in.readNBytes(BYTES);
    }
  }

  private Path firstFile(String location) throws IOException {
    FileStatus[] matches = InputPath.matches(location, hadoop);
    Arrays.sort(matches);
    for (FileStatus match : matches) {
      Path file = match.isFile() ? match.getPath() : firstDataFile(match.getPath());
      if (file != null) {
        checkReached(location, match.getPath(), file);
        return file;
      }
    }
    return null;
  }

  /** In a folder below {@code match} that no column has named, Spark does not look. */
  private static void checkReached(String location, Path match, Path file) {
    for (Path at = file; !at.equals(match); at = at.getParent()) {
      if (!at.equals(file) && !at.getName().contains("=")) {
        throw new BadInputException(
            location
                + " must have files in itself or in folders named COLUMN=VALUE, got only "
                + file
                + "; a path with wildcards, such as "
                + location
                + "/*, names folders below");
      }
    }
  }

  /** The first file below a folder that is not hidden and not empty; files before folders. */
  private Path firstDataFile(Path folder) throws IOException {
    FileStatus[] children = folder.getFileSystem(hadoop).listStatus(folder);
    Arrays.sort(
        children, Comparator.comparing(FileStatus::isDirectory).thenComparing(FileStatus::getPath));
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      if (name.startsWith(".") || name.startsWith("_")) {
        continue;
      }
      Path file = child.isFile() ? child.getPath() : firstDataFile(child.getPath());
      if (file != null && (child.isDirectory() || child.getLen() > 0)) {
        return file;
      }
    }
    return null;
  }
}
