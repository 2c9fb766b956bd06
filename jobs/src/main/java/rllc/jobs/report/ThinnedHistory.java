package rllc.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rllc.jobs.output.HistoryWriter;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;

/** The history of a run for its page: of very many steps every 2nd, 4th, 8th, ... */
public final class ThinnedHistory implements TrainingListener {
  private static final int MOST = 4000;

  private final List<StepRecord> steps = new ArrayList<>();
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

  /** The kept steps. */
  public List<StepRecord> steps() {
    return List.copyOf(steps);
  }

  /** The kept steps as history.jsonl has them. */
  List<Map<String, Object>> lines() {
    return steps.stream().map(HistoryWriter::line).toList();
  }
}
