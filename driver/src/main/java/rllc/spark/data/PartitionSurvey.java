package rllc.spark.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import rllc.spark.input.JudgedBlock;
import rllc.spark.input.RowTally;
import rllc.spark.sum.BlockInfo;

/**
 * What the driver learns of a part of a packed partition. It is read from what is stored, so a
 * partition that is packed again counts once. A class, not a record: Kryo cannot carry records.
 */
final class PartitionSurvey implements Serializable {
  private static final long serialVersionUID = 1L;

  private final BlockInfo[] blocks;
  private final RowTally tally;

  private PartitionSurvey(List<BlockInfo> blocks, RowTally tally) {
    this.blocks = blocks.toArray(BlockInfo[]::new);
    this.tally = tally;
  }

  /** One of each of {@code parts} parts. */
  static PartitionSurvey[] of(Iterator<JudgedBlock> partition, int parts) {
    List<List<BlockInfo>> infos = new ArrayList<>();
    RowTally[] tallies = new RowTally[parts];
    for (int part = 0; part < parts; part++) {
      infos.add(new ArrayList<>());
      tallies[part] = new RowTally();
    }
    partition.forEachRemaining(
        judged -> {
          if (judged.hasBlock()) {
            infos.get(judged.part()).add(BlockInfo.of(judged.block()));
          }
          tallies[judged.part()].add(judged.tally());
        });
    return IntStream.range(0, parts)
        .mapToObj(part -> new PartitionSurvey(infos.get(part), tallies[part]))
        .toArray(PartitionSurvey[]::new);
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
