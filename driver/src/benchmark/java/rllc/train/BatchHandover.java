package rllc.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rllc.kernel.KernelMode;

/** Passes of preset auto to gaps, with all rows from the start and after batches. */
final class BatchHandover {
  private static final double[] GAPS = {1e-2, 1e-3, 1e-4, 1e-6};
  private static final int STEPS = 20_000;

  private BatchHandover() {}

  static void print(BatchProblem p) {
    print(
        p,
        "all rows",
        Training.prepare(BatchAuto.SETTINGS, p.objective(), p.start(), 1, KernelMode.AUTO));
    print(
        p,
        "batches first",
        Training.prepareBatches(
            BatchAuto.SETTINGS, BatchAuto.BATCHING, p.objective(), p.start(), 1, KernelMode.AUTO));
  }

  private static void print(BatchProblem p, String name, Training training) {
    List<StepRecord> records = new ArrayList<>();
    training
        .start(p.start(), Stops.after(STEPS, 1e-9), RunControl.nobody())
        .forEachRemaining(state -> records.add(state.record()));
    records.removeIf(record -> record.batchRows() < p.objective().rows());
    System.out.printf("  %-14s (from %.1f)", name, records.get(0).passes());
    for (double gap : GAPS) {
      Optional<StepRecord> there =
          records.stream().filter(record -> p.gap(record.loss()) <= gap).findFirst();
      System.out.print(there.map(r -> String.format(" %.1f", r.passes())).orElse(" -"));
    }
    System.out.println();
  }
}
