package rllc.spark.data;

import java.util.List;
import rllc.shard.Hashing;
import rllc.spark.input.BadInputException;
import rllc.spark.sum.BlockInfo;

/** Sizes and hash of all blocks in their order. */
record BlockTotals(
    long rows, int features, long entries, long nonZeros, long valueBytes, long hash) {
  static BlockTotals of(List<BlockInfo[]> partitions) {
    long rows = 0;
    int features = -1;
    long entries = 0;
    long nonZeros = 0;
    long valueBytes = 0;
    long hash = 0;
    for (BlockInfo[] partition : partitions) {
      for (BlockInfo block : partition) {
        if (features >= 0 && block.features() != features) {
          throw new BadInputException(
              "all vectors must have the same number of features, got "
                  + features
                  + " and "
                  + block.features());
        }
        features = block.features();
        rows += block.rows();
        entries += block.entries();
        nonZeros += block.nonZeros();
        valueBytes += block.valueBytes();
        hash = Hashing.mix(hash, block.hash());
      }
    }
    if (rows == 0) {
      throw new BadInputException("the data must have at least one row, got none");
    }
    return new BlockTotals(rows, features, entries, nonZeros, valueBytes, Hashing.finish(hash));
  }
}
