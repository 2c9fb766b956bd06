package rllc.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import rllc.jobs.command.Exit;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;

/** {@code info}: needs no Spark. */
@Command(
    name = "info",
    description = "Versions, the chosen kernel and why, presets with their P, v, L0, c1 and c2.",
    mixinStandardHelpOptions = true)
final class InfoCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Version.all().forEach((name, version) -> System.out.printf("%-8s %s%n", name, version));
    KernelChoice choice = KernelChoice.of(KernelMode.AUTO);
    System.out.printf(
        "%-8s %s %s: %s%n",
        "kernel", choice.kernels().use(), choice.kernels().isa(), choice.reason());
    System.out.println();
    System.out.print(PresetTable.text());
    return Exit.DONE;
  }
}
