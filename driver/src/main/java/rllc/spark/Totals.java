package rllc.spark;

import java.util.List;
import rllc.run.BadInputException;

/** Sizes and hash of all blocks in their order. */
record Totals(long rows, int features, long entries, long nonZeros, long valueBytes, long hash) {
  static Totals of(List<BlockInfo[]> partitions) {
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
        hash = Hash.mix(hash, block.hash());
      }
    }
    if (rows == 0) {
      throw new BadInputException("the data must have at least one row, got none");
    }
    return new Totals(rows, features, entries, nonZeros, valueBytes, Hash.finish(hash));
  }
}
