package rllc.spark.gradient;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.KernelReport;
import rllc.kernel.Kernels;

/** Which kernels the executors have used. Each executor chooses for itself. */
final class KernelsSeen implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LinkedHashSet<KernelReport> reports = new LinkedHashSet<>();

  /** The kernels of this executor, which are noted. */
  Kernels use(KernelMode mode) {
    KernelChoice choice = KernelChoice.of(mode);
    Kernels kernels = choice.kernels();
    if (reports.isEmpty()) {
      reports.add(new KernelReport(kernels.use(), kernels.isa(), choice.reason()));
    }
    return kernels;
  }

  void add(KernelsSeen other) {
    reports.addAll(other.reports);
  }

  void clear() {
    reports.clear();
  }

  /** All that differ, in the order of the shards that were worked with them. */
  List<KernelReport> reports() {
    return List.copyOf(reports);
  }
}
