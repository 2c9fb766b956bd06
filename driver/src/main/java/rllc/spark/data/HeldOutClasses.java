package rllc.spark.data;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import rllc.shard.Block;
import rllc.shard.BlockRows;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.Labels;
import rllc.spark.input.UnseenClasses;

/** Classes in the place of the labels of held-out rows, of which some may be of no known class. */
final class HeldOutClasses {
  private HeldOutClasses() {}

  /** What a partition has of unknown classes. A class, not a record: Kryo cannot carry records. */
  private static final class Unseen implements Serializable {
    private static final long serialVersionUID = 1L;

    private long rows;
    private double weight;

    static Unseen of(Iterator<Block> blocks, LabelCoding coding) {
      Unseen unseen = new Unseen();
      blocks.forEachRemaining(
          block -> {
            for (int row = 0; row < block.rows(); row++) {
              if (!isKnown(block, row, coding)) {
                unseen.rows++;
                unseen.weight += block.weight(row);
              }
            }
          });
      return unseen;
    }
  }

  private static boolean isKnown(Block block, int row, LabelCoding coding) {
    return block.weight(row) == 0 || coding.knows(block.label(row));
  }

  static PackedData coded(PackedData given, LabelCoding coding, RowFacts facts) {
    boolean known =
        DistinctLabels.weighted(given, Labels.MOST_CLASSES).stream()
            .allMatch(label -> coding.knows((Double) label));
    if (known) {
      return coding.isIdentity() ? given.shared() : given.coded(coding);
    }
    List<Unseen> unseen =
        given.blocks().mapPartitions(it -> List.of(Unseen.of(it, coding)).iterator()).collect();
    JavaRDD<Block> left =
        given
            .blocks()
            .map(block -> BlockRows.of(block, known(block, coding)))
            .filter(block -> block.rows() > 0)
            .map(coding::coded);
    return Packing.of(
        left,
        facts.skippedRows(),
        new UnseenClasses(
            unseen.stream().mapToLong(part -> part.rows).sum(),
            unseen.stream().mapToDouble(part -> part.weight).sum()),
        facts.featureNames());
  }

  private static int[] known(Block block, LabelCoding coding) {
    return IntStream.range(0, block.rows()).filter(row -> isKnown(block, row, coding)).toArray();
  }
}
