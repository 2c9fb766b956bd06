package rllc.train.testing;

import java.util.List;
import rllc.kernel.Kernels;
import rllc.shard.Block;
import rllc.train.linear.BlocksInMemory;

/** Sums over blocks in this JVM's memory, for tests that need no Spark. */
public final class LocalGradients extends BlocksInMemory {
  public LocalGradients(List<Block> blocks, Kernels kernels) {
    super(blocks, kernels);
  }
}
