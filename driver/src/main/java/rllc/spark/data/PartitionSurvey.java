package rllc.spark.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import rllc.spark.input.JudgedBlock;
import rllc.spark.input.RowTally;
import rllc.spark.sum.BlockInfo;

/**
 * What the driver learns of a packed partition. It is read from what is stored, so a partition that
 * is packed again counts once. A class, not a record: Kryo cannot carry records.
 */
final class PartitionSurvey implements Serializable {
  private static final long serialVersionUID = 1L;

  private final BlockInfo[] blocks;
  private final RowTally tally;

  private PartitionSurvey(BlockInfo[] blocks, RowTally tally) {
    this.blocks = blocks;
    this.tally = tally;
  }

  static PartitionSurvey of(Iterator<JudgedBlock> partition) {
    List<BlockInfo> infos = new ArrayList<>();
    RowTally tally = new RowTally();
    partition.forEachRemaining(
        judged -> {
          if (judged.hasBlock()) {
            infos.add(BlockInfo.of(judged.block()));
          }
          tally.add(judged.tally());
        });
    return new PartitionSurvey(infos.toArray(BlockInfo[]::new), tally);
  }

  static RowTally tally(List<PartitionSurvey> partitions) {
    RowTally all = new RowTally();
    partitions.forEach(partition -> all.add(partition.tally));
    return all;
  }

  static List<BlockInfo[]> infos(List<PartitionSurvey> partitions) {
    return partitions.stream().map(partition -> partition.blocks).toList();
  }
}
