package rllc.jobs.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What there is in a folder before a run writes to it. */
final class EarlierOutput {
  private EarlierOutput() {}

  /** Whether one of {@code records} is there and is a record of ours. */
  static boolean isOurs(FileSystem files, Path folder, List<String> records) throws IOException {
    for (String record : records) {
      if (isRecord(files, new Path(folder, record))) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is a record of ours: other programs have files of that name too. */
  private static boolean isRecord(FileSystem files, Path record) throws IOException {
    if (!files.exists(record)) {
      return false;
    }
    try (InputStream in = files.open(record)) {
      return new ObjectMapper().readTree(in).at("/versions/rllc").isTextual();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  static boolean isEmptyFolder(FileSystem files, Path path) throws IOException {
    return files.getFileStatus(path).isDirectory() && files.listStatus(path).length == 0;
  }
}
