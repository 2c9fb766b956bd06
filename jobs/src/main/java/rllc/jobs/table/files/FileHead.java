package rllc.jobs.table.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import rllc.spark.input.BadInputException;

/**
 * The first bytes of a data file, decompressed where its name says so.
 *
 * @param file its path
 * @param bytes so many, or all
 */
public record FileHead(Path file, byte[] bytes) {
  private static final int BYTES = 64 * 1024;

  /** Archives and compressed files whose name does not tell Spark so, by their first bytes. */
  private static final Map<String, String> UNREAD =
      Map.of(
          "PK\u0003\u0004", "zip is not read: unpack it, or compress the file within by gzip",
          "7z\u00bc\u00af", "7-Zip is not read: unpack it",
          "\u00fd7zXZ", "xz is not read: unpack it",
          "\u001f\u008b", "gzip is read where the name ends in .gz: rename it",
          "BZh", "bzip2 is read where the name ends in .bz2: rename it",
          "\u0028\u00b5\u002f\u00fd", "zstd is read where the name ends in .zst: rename it");

  /**
   * That of the file at {@code location}, or of the first data file in the folder or glob.
   *
   * @throws BadInputException if there is no such file, it is empty or an archive
   */
  public static FileHead at(String location, Configuration hadoop) {
    try {
      Path file = firstFile(location, hadoop);
      if (file == null) {
        throw new BadInputException(
            "`data.path` and `data.test` must name existing files or folders, got " + location);
      }
      FileHead head = of(file, hadoop);
      if (head.bytes.length == 0) {
        throw new BadInputException(location + " must have at least one row, got an empty file");
      }
      return head;
    } catch (IOException e) {
      throw new BadInputException(location + " must be readable, got: " + e.getMessage(), e);
    }
  }

  /** That of {@code file}; maybe empty. */
  static FileHead of(Path file, Configuration hadoop) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
    FileSystem files = file.getFileSystem(hadoop);
    try (InputStream raw = files.open(file);
        InputStream in = codec == null ? raw : codec.createInputStream(raw)) {
      FileHead head = new FileHead(file, in.readNBytes(BYTES));
      for (Map.Entry<String, String> unread : UNREAD.entrySet()) {
        if (head.startsWith(unread.getKey())) {
          throw new BadInputException(
              InputPath.display(file) + " must be readable: " + unread.getValue());
        }
      }
      return head;
    }
  }

  /** Whether these are the first bytes, a character of {@code magic} each. */
  boolean startsWith(String magic) {
    byte[] first = magic.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length >= first.length
        && Arrays.equals(bytes, 0, first.length, first, 0, first.length);
  }

  /**
   * @param given options, which may name another encoding
   * @throws BadInputException if these are no bytes of a text in UTF-8, which has no zeros
   */
  void checkText(Map<String, String> given) {
    for (byte one : given.containsKey("encoding") ? new byte[0] : bytes) {
      if (one == 0) {
        throw new BadInputException(
            InputPath.display(file)
                + " must be a text in UTF-8, got a zero byte; iconv -f UTF-16 -t UTF-8 makes it of"
                + " one in UTF-16");
      }
    }
  }

  /** The lines of text that are there as a whole, without a byte order mark. */
  List<String> lines(Charset charset) {
    String text = new String(bytes, charset);
    String[] lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split("\r\n|\n|\r", -1);
    boolean whole = bytes.length < BYTES || lines.length == 1;
    return Arrays.asList(lines).subList(0, whole ? lines.length : lines.length - 1);
  }

  private static Path firstFile(String location, Configuration hadoop) throws IOException {
    FileStatus[] matches = InputPath.matches(location, hadoop);
    Arrays.sort(matches);
    for (FileStatus match : matches) {
      Path file = match.isFile() ? match.getPath() : firstDataFile(match.getPath(), hadoop);
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
  private static Path firstDataFile(Path folder, Configuration hadoop) throws IOException {
    FileStatus[] children = folder.getFileSystem(hadoop).listStatus(folder);
    Arrays.sort(
        children, Comparator.comparing(FileStatus::isDirectory).thenComparing(FileStatus::getPath));
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      if (name.startsWith(".") || name.startsWith("_")) {
        continue;
      }
      Path file = child.isFile() ? child.getPath() : firstDataFile(child.getPath(), hadoop);
      if (file != null && (child.isDirectory() || child.getLen() > 0)) {
        return file;
      }
    }
    return null;
  }
}
