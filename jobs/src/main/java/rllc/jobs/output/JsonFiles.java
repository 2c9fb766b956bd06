package rllc.jobs.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** JSON files on any Hadoop file system. */
public final class JsonFiles {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonFiles() {}

  /** Metrics for a file: null, which JSON has, for one that is not defined, such as NaN. */
  public static Map<String, Object> finite(Map<String, Double> metrics) {
    Map<String, Object> result = new LinkedHashMap<>();
    metrics.forEach((name, value) -> result.put(name, HistoryWriter.finite(value)));
    return result;
  }

  /** Writes {@code content} to {@code target} ({@link WholeFile}). */
  public static void write(Path target, Map<String, Object> content) {
    try {
      FileSystem files = target.getFileSystem(new Configuration());
      files.setWriteChecksum(false);
      write(files, target, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same on a file system that is open already: a JVM that shuts down opens no other. */
  static void write(FileSystem files, Path target, Map<String, Object> content) {
    try {
      byte[] text = (JSON.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8);
      WholeFile.write(files, target, out -> out.write(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
