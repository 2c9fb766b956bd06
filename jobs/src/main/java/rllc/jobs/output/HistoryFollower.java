package rllc.jobs.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads what a run has written so far, again and again, on any Hadoop file system. */
public final class HistoryFollower {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileSystem files;
  private final Path history;
  private final Path record;
  private long read;

  /**
   * @param location of the run's folder, which need not be there yet
   * @throws IllegalArgumentException if it can be no folder
   */
  public HistoryFollower(String location, Configuration hadoop) {
    try {
      Path folder = new Path(location);
      this.files = folder.getFileSystem(hadoop);
      this.history = new Path(folder, "history.jsonl");
      this.record = new Path(folder, "run.json");
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "`OUT` must be the folder of a run, got " + location + ": " + e.getMessage(), e);
    }
  }

  /**
   * Steps since the last call, whole lines only; from the first again where the file is another.
   */
  public List<JsonNode> steps() {
    try {
      long length = files.getFileStatus(history).getLen();
      if (length < read) {
        read = 0;
      }
      return lines();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> steps = new ArrayList<>();
    try (FSDataInputStream in = files.open(history)) {
      in.seek(read);
      byte[] bytes = in.readAllBytes();
      int start = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          steps.add(JSON.readTree(new String(bytes, start, i - start, StandardCharsets.UTF_8)));
          start = i + 1;
        }
      }
      read += start;
    }
    return steps;
  }

  /** The run's record as it is now, if there is one. */
  public Optional<JsonNode> record() {
    try (FSDataInputStream in = files.open(record)) {
      return Optional.of(JSON.readTree(in.readAllBytes()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the run that wrote {@code record} can still be at it. */
  public boolean mayBeRunning(JsonNode record) {
    if (!record.path("reason").asText().equals(RunRecord.RUNNING)) {
      return false;
    }
    // Of a run on another machine nobody here knows.
    boolean here = files.getUri().getScheme().equals("file");
    return !here || OutputFolder.writerIsAlive(record);
  }
}
