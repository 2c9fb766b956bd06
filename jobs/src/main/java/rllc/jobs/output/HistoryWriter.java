package rllc.jobs.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rllc.train.objective.StepSeconds;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;

/** history.jsonl: one object a step, on disk as soon as the step is taken. */
public final class HistoryWriter implements TrainingListener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutputStream out;

  public HistoryWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes the lines of steps that the run made before it was broken off at {@code steps}. */
  public void earlier(List<String> lines, int steps) {
    try {
      for (String line : lines) {
        if (isBefore(line, steps)) {
          out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line that was torn when the run was broken off has no step. */
  private static boolean isBefore(String line, int steps) {
    try {
      return JSON.readTree(line).path("step").asInt(steps) < steps;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  @Override
  public void step(StepRecord step) {
    try {
      out.write((JSON.writeValueAsString(line(step)) + "\n").getBytes(StandardCharsets.UTF_8));
      if (out instanceof org.apache.hadoop.fs.FSDataOutputStream stream) {
        stream.hflush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A step as its line has it. */
  public static Map<String, Object> line(StepRecord step) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", step.step());
    line.put("passes", step.passes());
    line.put("loss", finite(step.loss()));
    line.put("gradNorm", finite(step.gradNorm()));
    line.put("stepNorm", finite(step.stepNorm()));
    line.put("law", step.law());
    line.put("conditionNumber", finite(step.conditionNumber()));
    line.put("batchRows", step.batchRows());
    line.put("seconds", seconds(step.seconds()));
    line.put("elapsed", step.elapsed());
    line.put("validation", finite(step.validation()));
    return line;
  }

  static Map<String, Object> seconds(StepSeconds seconds) {
    Map<String, Object> split = new LinkedHashMap<>();
    split.put("kernel", seconds.kernel());
    split.put("combine", seconds.combine());
    split.put("broadcast", seconds.broadcast());
    split.put("driver", seconds.driver());
    return split;
  }

  /** JSON has no NaN and no infinity: null. */
  public static Object finite(double value) {
    return Double.isFinite(value) ? (Object) value : null;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
