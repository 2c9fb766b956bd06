package rllc.spark.sum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rllc.shard.Block;
import rllc.spark.LocalSpark;
import scala.jdk.javaapi.CollectionConverters;

class BlockMoveTest {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int b = 0; b < 20; b++) {
      blocks.add(Block.dense(1, new double[] {b, b + 0.5}, null, new double[] {1, 2}));
    }
    return blocks;
  }

  private static JavaRDD<Block> rdd(List<Block> blocks) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(blocks, 3);
  }

  private static ShardPlan plan(JavaRDD<Block> blocks) {
    List<BlockInfo[]> infos = new ArrayList<>();
    for (List<Block> partition : blocks.glom().collect()) {
      infos.add(partition.stream().map(BlockInfo::of).toArray(BlockInfo[]::new));
    }
    return ShardPlan.of(infos, 1);
  }

  private static double[] labels(List<Block> blocks) {
    return blocks.stream().mapToDouble(block -> block.label(0)).toArray();
  }

  @Test
  void blocksKeepTheirOrderAndAreStored() {
    JavaRDD<Block> given = rdd(blocks());
    ShardPlan plan = plan(given);
    ShardPlan target = plan.moved(2);
    JavaRDD<Block> moved = BlockMove.into(target, given, plan, 2);
    assertEquals(target.partitions(), moved.getNumPartitions());
    assertArrayEquals(labels(blocks()), labels(moved.collect()));
    JavaRDD<Block> spread = BlockMove.spread(moved, target, 4);
    assertArrayEquals(labels(blocks()), labels(spread.collect()));
    assertEquals(2, spark.sparkContext().getPersistentRDDs().size());
    moved.unpersist(true);
    spread.unpersist(true);
  }

  /** Else Spark would store them where they come from, and executors that are new would idle. */
  @Test
  void eachTaskPrefersTheHostOfAnExecutor() {
    JavaRDD<Block> given = rdd(blocks());
    PlacedBlocksRdd placed = PlacedBlocksRdd.over(given.rdd(), plan(given), 4);
    assertEquals(4, placed.partitions().length);
    for (int task = 0; task < 4; task++) {
      assertEquals(
          List.of("127.0.0.1"),
          CollectionConverters.asJava(placed.preferredLocations(placed.partitions()[task])));
    }
  }

  @Test
  void blocksThatCannotBeReadAreNotKept() {
    JavaRDD<Block> given = rdd(blocks());
    assertThrows(
        IllegalStateException.class,
        () ->
            BlockMove.stored(
                given,
                () -> {
                  throw new IllegalStateException("no read");
                }));
    assertEquals(0, spark.sparkContext().getPersistentRDDs().size());
  }
}
