package rllc.spark.gradient;

import java.util.ArrayList;
import java.util.List;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.KernelReport;
import rllc.shard.Block;
import rllc.shard.Hashing;
import rllc.spark.data.PackedData;
import rllc.train.linear.BlocksInMemory;

/**
 * A share of small data, summed over in the driver: a pass costs no job, so thousands of fits of
 * one problem can be compared. Rows that are not drawn keep their place and have no weight;
 * coordinates and null model are those of all rows.
 */
public final class DriverSource extends BlocksInMemory implements FitSource {
  private static final long ALL = 1L << 32;

  private final PackedData data;

  private DriverSource(PackedData data, List<Block> blocks, KernelMode kernel) {
    super(blocks, KernelChoice.of(kernel).kernels());
    this.data = data;
  }

  /**
   * Each row is drawn by itself, by a hash of the seed and its place.
   *
   * @param blocks all of {@code data}, in order
   * @param share of the rows, in (0, 1]
   */
  public static DriverSource drawn(
      PackedData data, List<Block> blocks, double share, long seed, KernelMode kernel) {
    long below = (long) (share * ALL);
    List<Block> drawn = new ArrayList<>();
    for (int number = 0; number < blocks.size(); number++) {
      Block block = blocks.get(number);
      double[] weights = new double[block.rows()];
      long of = Hashing.of(seed, number);
      for (int row = 0; row < weights.length; row++) {
        weights[row] = Hashing.of(of, row) >>> 32 < below ? block.weight(row) : 0;
      }
      drawn.add(block.withWeights(weights));
    }
    return new DriverSource(data, drawn, kernel);
  }

  @Override
  public PackedData data() {
    return data;
  }

  @Override
  public void cutForBatches() {
    // They lie in memory.
  }

  @Override
  public List<KernelReport> kernelsSeen() {
    return List.of();
  }
}
