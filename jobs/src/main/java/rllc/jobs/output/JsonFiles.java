package rllc.jobs.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

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

  /**
   * Writes {@code content} to {@code target}: at no moment is there less than a whole file, the
   * earlier one or this, wherever the file system can promise that.
   */
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
      if (files.hasPathCapability(target, CommonPathCapabilities.ABORTABLE_STREAM)) {
        // An object store shows a file when it is closed; to rename would be to copy and delete.
        write(files, target, text);
        return;
      }
      Path partial = new Path(target.getParent(), "." + target.getName() + ".part");
      write(files, partial, text);
      replace(files, partial, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(FileSystem files, Path path, byte[] text) throws IOException {
    try (OutputStream out = files.create(path, true)) {
      out.write(text);
    }
  }

  /** In one operation: FileContext has it, but for local files it deletes first. */
  private static void replace(FileSystem files, Path partial, Path target) throws IOException {
    if (!files.getUri().getScheme().equals("file")) {
      try {
        FileContext.getFileContext(files.getUri(), files.getConf())
            .rename(partial, target, Options.Rename.OVERWRITE);
        return;
      } catch (UnsupportedFileSystemException e) {
        // Not every file system has a FileContext: the text is in `partial` meanwhile.
        files.delete(target, false);
      }
    }
    if (!files.rename(partial, target)) {
      throw new IOException(target + " cannot be written");
    }
  }
}
