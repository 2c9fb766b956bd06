package rllc.spark.gradient;

import java.util.List;
import rllc.kernel.KernelReport;
import rllc.spark.data.PackedData;
import rllc.train.linear.GradientSource;

/** The sums that a fit asks for, and the rows that they are over. */
public interface FitSource extends GradientSource {
  /** The rows that are summed over. */
  PackedData data();

  /** Goes on with rows in partitions of few blocks, if they lie on disk. */
  void cutForBatches();

  /** Which kernels the executors have used until now, each that differs. */
  List<KernelReport> kernelsSeen();
}
