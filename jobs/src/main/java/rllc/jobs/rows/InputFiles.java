package rllc.jobs.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import rllc.jobs.table.files.InputPath;
import rllc.spark.input.BadInputException;

/** The files that Spark would read. */
final class InputFiles {
  private InputFiles() {}

  /**
   * Those at {@code location}, which may have wildcards, and below, without hidden ones; by path.
   *
   * @throws BadInputException if there are none
   */
  static List<FileStatus> of(String location, Configuration hadoop) {
    List<FileStatus> found = new ArrayList<>();
    try {
      for (FileStatus match : InputPath.matches(location, hadoop)) {
        collect(match.getPath().getFileSystem(hadoop), match, found);
      }
    } catch (IOException e) {
      throw new BadInputException(location + " must be readable, got: " + e.getMessage(), e);
    }
    if (found.isEmpty()) {
      throw new BadInputException(
          "`data.path` and `data.test` must name existing files or folders, got " + location);
    }
    found.sort(Comparator.comparing(FileStatus::getPath));
    return found;
  }

  private static void collect(FileSystem files, FileStatus at, List<FileStatus> found)
      throws IOException {
    if (at.isFile()) {
      found.add(at);
      return;
    }
    for (FileStatus child : files.listStatus(at.getPath())) {
      String name = child.getPath().getName();
      if (!name.startsWith(".") && !name.startsWith("_")) {
        collect(files, child, found);
      }
    }
  }
}
