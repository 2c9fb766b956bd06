package rllc.jobs.output;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rllc.kernel.KernelReport;

/**
 * Which bits a run promises. Each JVM chooses its kernels for itself, and kernels of different
 * instruction sets round differently.
 *
 * @param driver what the driver uses
 * @param executors what the executors have used, each that differs
 */
public record KernelPromise(KernelReport driver, List<KernelReport> executors) {
  /** Use, instruction set and reason, as run.json has them. */
  static Map<String, Object> fields(KernelReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("use", report.use());
    fields.put("isa", report.isa());
    fields.put("reason", report.reason());
    return fields;
  }

  /** The promise, for the run's record. */
  String text() {
    if (isOne()) {
      return "the same in every run with kernels " + name(driver);
    }
    KernelReport first = executors.get(0);
    return executors.stream().allMatch(first::sameBitsAs)
        ? "the same in every run with kernels "
            + name(driver)
            + " on the driver and "
            + name(first)
            + " on the executors"
        : "not promised, for executors use different kernels";
  }

  private boolean isOne() {
    return executors.stream().allMatch(driver::sameBitsAs);
  }

  private static String name(KernelReport report) {
    return report.use() + " " + report.isa();
  }

  /** What to warn of: kernels that differ. */
  public Optional<String> warning() {
    return isOne()
        ? Optional.empty()
        : Optional.of(
            "kernels differ: driver "
                + driver
                + "; executors "
                + executors.stream().map(KernelReport::toString).collect(joining(" and "))
                + "; bits of the model: "
                + text());
  }
}
