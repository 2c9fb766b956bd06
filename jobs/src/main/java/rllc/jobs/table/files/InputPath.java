package rllc.jobs.table.files;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import rllc.spark.input.BadInputException;

/** Where data are read from: a file, a folder, or a pattern such as {@code 2024-*}. */
public final class InputPath {
  private InputPath() {}

  /**
   * {@code location} as a pattern, for Hadoop and Spark, which take every path for one: of a file
   * or folder of this very name, its name with nothing special in it.
   *
   * @throws BadInputException if it is no path, such as a:b, or cannot be looked for
   */
  public static String pattern(String location, Configuration hadoop) {
    try {
      Path path = new Path(location);
      boolean literal = path.getFileSystem(hadoop).exists(path);
      return literal ? location.replaceAll("[\\[\\]{}*?\\\\]", "\\\\$0") : location;
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInputException(location + " must be readable, got: " + e.getMessage(), e);
    }
  }

  /** The file or folder of that very name, else those that match it as a pattern; maybe none. */
  public static FileStatus[] matches(String location, Configuration hadoop) throws IOException {
    Path pattern = new Path(pattern(location, hadoop));
    FileStatus[] matches = pattern.getFileSystem(hadoop).globStatus(pattern);
    return matches == null ? new FileStatus[0] : matches;
  }

  /** A file's URI, or its path, for people: without the scheme of local files. */
  public static String display(Object file) {
    String path = file instanceof Path known ? known.toString() : decoded(file.toString());
    return path.replaceFirst("^file:/+", "/");
  }

  private static String decoded(String uri) {
    return new Path(URI.create(uri)).toString();
  }
}
