package rllc.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import rllc.jobs.output.HistoryWriter;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;

/** The history of a run for its page: of very many steps every 2nd, 4th, 8th, ... */
public final class ThinnedHistory implements TrainingListener {
  private static final int MOST = 4000;

  private final List<StepRecord> steps = new ArrayList<>();
  private Optional<StepRecord> end = Optional.empty();
  private int stride = 1;

  @Override
  public void step(StepRecord step) {
    if (step.step() % stride == 0) {
      steps.add(step);
    }
    if (steps.size() > MOST) {
      stride *= 2;
      steps.removeIf(kept -> kept.step() % stride != 0);
    }
  }

  /** The run's last point, which no step was taken from. */
  public void end(StepRecord last) {
    end = Optional.of(last);
  }

  /** The kept steps. */
  public List<StepRecord> steps() {
    return List.copyOf(steps);
  }

  /** The kept steps, and the end, as history.jsonl has steps. */
  List<Map<String, Object>> lines() {
    return Stream.concat(steps.stream(), end.stream()).map(HistoryWriter::line).toList();
  }
}
