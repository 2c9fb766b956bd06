package rllc.jobs.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.TrainingSettings;
import rllc.spark.LinearFit;
import rllc.spark.data.LabelledData;
import rllc.spark.data.PackedData;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.Labels;
import rllc.spark.input.NumericTable;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;
import rllc.train.run.RunControl;

/**
 * One of our presets: packing, statistics and steps.
 *
 * @param labels the family and its classes; in the table they are numbers already
 * @param interrupted asked once a step
 */
public record PresetContestant(
    Labels labels, TrainingSettings settings, BooleanSupplier interrupted) implements Contestant {
  @Override
  public String name() {
    return settings.optimizer().preset();
  }

  @Override
  public Outcome run(Dataset<Row> table) {
    List<StepRecord> steps = new ArrayList<>();
    RunControl control =
        new RunControl(
            List.of(TrainingListener.ofSteps(steps::add)), interrupted, System::nanoTime);
    long start = System.nanoTime();
    try (LabelledData data = pack(table).as(settings.run().precision())) {
      LinearFit fit = LinearFit.fit(data.rows(), labels, settings, control);
      double seconds = (System.nanoTime() - start) * 1e-9;
      steps.add(fit.last());
      // What a batch has shown is no point of a trajectory: its noise would count as progress.
      steps.removeIf(step -> step.batchRows() < data.rows().rows());
      return new Outcome(
          name(),
          fit.optimizer().preset(),
          fit.stop().status(),
          fit.stop().text(),
          fit.stop().hasModel() ? Optional.of(fit.theta()) : Optional.empty(),
          fit.last().step(),
          OptionalDouble.of(fit.last().passes()),
          seconds,
          trajectory(steps, seconds));
    }
  }

  private LabelledData pack(Dataset<Row> table) {
    return new LabelledData(
        PackedData.pack(
            table, NumericTable.COLUMNS, LabelCoding.numeric(), BadRows.FAIL, Order.AS_READ),
        labels);
  }

  /** Nothing to speak of happens after the last evaluation: times are counted back from there. */
  private static List<TrajectoryPoint> trajectory(List<StepRecord> steps, double seconds) {
    double end = steps.get(steps.size() - 1).elapsed();
    return steps.stream()
        .map(
            step ->
                new TrajectoryPoint(step.passes(), seconds - (end - step.elapsed()), step.loss()))
        .toList();
  }
}
