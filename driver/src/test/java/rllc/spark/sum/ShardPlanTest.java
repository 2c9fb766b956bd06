package rllc.spark.sum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import rllc.shard.Block;
import rllc.train.objective.Batch;

class ShardPlanTest {
  /** One double, so that every change in the order of additions shows in its bits. */
  private static final class LabelSum implements ShardFunction<double[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public double[] empty() {
      return new double[1];
    }

    @Override
    public void add(double[] sum, Block block, int number) {
      for (double label : block.labels()) {
        sum[0] += label;
      }
    }

    @Override
    public void merge(double[] sum, double[] next) {
      sum[0] += next[0];
    }

    @Override
    public void clear(double[] sum) {
      sum[0] = 0;
    }
  }

  private static List<Block> blocks(int count, SplittableRandom random) {
    List<Block> blocks = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      double[] labels = random.doubles(1 + random.nextInt(50)).map(x -> x * x * 1e3).toArray();
      blocks.add(Block.dense(1, labels, null, new double[labels.length]));
    }
    return blocks;
  }

  private static ShardPlan plan(List<Block> blocks, int... partitionSizes) {
    List<BlockInfo[]> partitions = new ArrayList<>();
    int next = 0;
    for (int size : partitionSizes) {
      BlockInfo[] infos = new BlockInfo[size];
      for (int i = 0; i < size; i++) {
        infos[i] = BlockInfo.of(blocks.get(next++));
      }
      partitions.add(infos);
    }
    return ShardPlan.of(partitions, 1);
  }

  @Test
  void everyNumberOfTasksGivesTheSameBits() {
    LabelSum function = new LabelSum();
    SplittableRandom random = new SplittableRandom(3);
    for (int count : new int[] {1, 2, 7, 64, 301}) {
      List<Block> blocks = blocks(count, random);
      ShardPlan plan = plan(blocks, count);
      double whole = TreeSum.ofShards(plan, 0, plan.shards(), blocks::get, function, Batch.ALL)[0];
      for (int tasks = 1; tasks <= plan.shards(); tasks *= 2) {
        List<double[]> nodes = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
          nodes.add(
              TreeSum.ofShards(
                  plan,
                  plan.firstShard(task, tasks),
                  plan.firstShard(task + 1, tasks),
                  blocks::get,
                  function,
                  Batch.ALL));
        }
        assertEquals(whole, TreeSum.ofNodes(nodes, function)[0], 0.0);
      }
      double plain =
          blocks.stream().flatMapToDouble(b -> java.util.Arrays.stream(b.labels())).sum();
      assertEquals(plain, whole, 1e-12 * plain);
    }
  }

  @Test
  void shardsDependOnTheBlocksAloneAndAreBalanced() {
    List<Block> blocks = blocks(200, new SplittableRandom(4));
    ShardPlan one = plan(blocks, 200);
    ShardPlan many = plan(blocks, 0, 13, 0, 100, 87);
    assertEquals(one.shards(), many.shards());
    assertEquals(128, one.shards());
    for (int s = 0; s <= one.shards(); s++) {
      assertEquals(one.shardStart(s), many.shardStart(s));
    }
    for (int s = 0; s < one.shards(); s++) {
      int size = one.shardStart(s + 1) - one.shardStart(s);
      assertTrue(size >= 0 && size <= 5, "shard " + s + " has " + size + " blocks");
    }
    assertEquals(1, many.partitionOf(0));
    assertEquals(3, many.partitionOf(13));
    assertEquals(4, many.partitionOf(199));
  }

  /**
   * One block outweighs all others, so that some shards and tasks have no blocks; some partitions
   * have none either.
   */
  @Test
  void tasksFindTheirBlocksInTheirPartitions() {
    LabelSum function = new LabelSum();
    for (int heavy : new int[] {0, 5, 11}) {
      List<Block> blocks = new ArrayList<>(blocks(12, new SplittableRandom(6)));
      double[] many = new SplittableRandom(heavy).doubles(5000).toArray();
      blocks.set(heavy, Block.dense(1, many, null, new double[many.length]));
      ShardPlan plan = plan(blocks, 0, 5, 0, 4, 3, 0);
      double whole = TreeSum.ofShards(plan, 0, plan.shards(), blocks::get, function, Batch.ALL)[0];
      for (int tasks = 1; tasks <= plan.shards(); tasks *= 2) {
        List<double[]> nodes = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
          int first = plan.firstPartition(task, tasks);
          int last = plan.lastPartition(task, tasks);
          TaskBlocks own =
              new TaskBlocks(
                  plan,
                  number -> {
                    assertTrue(number >= first && number <= last, "another task's partition");
                    return partition(plan, number, blocks).iterator();
                  });
          nodes.add(
              TreeSum.ofShards(
                  plan,
                  plan.firstShard(task, tasks),
                  plan.firstShard(task + 1, tasks),
                  own,
                  function,
                  Batch.ALL));
        }
        assertEquals(whole, TreeSum.ofNodes(nodes, function)[0], 0.0, heavy + ", " + tasks);
      }
    }
  }

  @Test
  void blocksMoveIntoPartitionsOfOneTaskEach() {
    List<Block> blocks = new ArrayList<>(blocks(40, new SplittableRandom(8)));
    double[] many = new SplittableRandom(9).doubles(5000).toArray();
    blocks.set(20, Block.dense(1, many, null, new double[many.length]));
    ShardPlan plan = plan(blocks, 7, 0, 33);
    for (int tasks = 1; tasks <= plan.shards(); tasks *= 2) {
      for (int most : new int[] {1, 3, 40}) {
        ShardPlan target = plan.movedTo(tasks, most);
        assertEquals(plan.shards(), target.shards());
        assertEquals(40, target.partitionStart(target.partitions()));
        int next = 0;
        for (int task = 0; task < tasks; task++) {
          int first = target.firstPartition(task, tasks);
          int last = target.lastPartition(task, tasks);
          for (int p = first; p <= last; p++) {
            assertEquals(next++, p, "no partition of two tasks, none left out");
            int size = target.partitionStart(p + 1) - target.partitionStart(p);
            assertTrue(size >= 1 && size <= most, size + " blocks");
          }
        }
        assertEquals(target.partitions(), next);
      }
    }
  }

  private static List<Block> partition(ShardPlan plan, int number, List<Block> blocks) {
    return blocks.subList(plan.partitionStart(number), plan.partitionStart(number + 1));
  }

  @Test
  void onlyPartitionsThatAreAskedForAreOpenedAndTheLastBlockEndsThem() {
    List<Block> blocks = blocks(20, new SplittableRandom(8));
    ShardPlan plan = plan(blocks, 5, 0, 5, 5, 5);
    List<Integer> opened = new ArrayList<>();
    List<Integer> ended = new ArrayList<>();
    TaskBlocks run =
        new TaskBlocks(
            plan,
            number -> {
              opened.add(number);
              Iterator<Block> inner = partition(plan, number, blocks).iterator();
              return new Iterator<>() {
                @Override
                public boolean hasNext() {
                  return inner.hasNext() || !ended.add(number);
                }

                @Override
                public Block next() {
                  return inner.next();
                }
              };
            });
    for (int number : new int[] {3, 4, 10, 12, 19}) {
      assertSame(blocks.get(number), run.apply(number));
    }
    assertEquals(List.of(0, 3, 4), opened);
    assertEquals(List.of(0, 4), ended, "Spark lets go of a partition when asked at its end");
  }

  @Test
  void tasksAreAPowerOfTwoThatKeepsTheCoresBusy() {
    ShardPlan plan = plan(blocks(300, new SplittableRandom(5)), 300);
    assertEquals(256, plan.shards());
    assertEquals(1, plan.tasks(1));
    assertEquals(2, plan.tasks(2));
    assertEquals(8, plan.tasks(3));
    assertEquals(16, plan.tasks(16));
    assertEquals(256, plan.tasks(1000));
  }
}
