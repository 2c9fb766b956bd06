package rllc.kernel;

import java.util.ArrayList;
import java.util.List;

/** The kernels that tests run over. */
final class Implementations {
  private Implementations() {}

  /** Java, and the native kernels of every instruction set of this machine where they are built. */
  static List<Kernels> all() {
    List<Kernels> all = new ArrayList<>(List.of(new JavaKernels()));
    all.addAll(natives());
    return all;
  }

  /** Empty where the build had no C compiler; the build has said so. */
  static List<? extends Kernels> natives() {
    if (Implementations.class.getResource("/native") == null) {
      return List.of();
    }
    return NativeKernels.all();
  }

  static String name(Kernels kernels) {
    return kernels.use() + " " + kernels.isa();
  }
}
