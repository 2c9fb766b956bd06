package rllc.spark.sum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/** Merges neighbouring nodes of the sum's tree on the executors. */
final class NodeMerge {
  private NodeMerge() {}

  /** Merges runs of {@code fan} neighbouring nodes, each to one of {@code width} nodes. */
  static <S> JavaPairRDD<Integer, S> merged(
      JavaPairRDD<Integer, S> nodes, int fan, int width, ShardFunction<S> function) {
    return nodes
        .partitionBy(new Runs(fan, width))
        .mapPartitionsToPair(it -> mergedRun(it, fan, function));
  }

  private static <S> Iterator<Tuple2<Integer, S>> mergedRun(
      Iterator<Tuple2<Integer, S>> nodes, int fan, ShardFunction<S> function) {
    List<Tuple2<Integer, S>> run = new ArrayList<>();
    nodes.forEachRemaining(run::add);
    if (run.isEmpty()) {
      return Collections.emptyIterator();
    }
    int number = run.get(0)._1() / fan;
    S sum = TreeSum.ofNodes(byNumber(run, number * fan, fan), function);
    return List.of(new Tuple2<>(number, sum)).iterator();
  }

  /** Nodes first .. first + count - 1 in order; null where there is none. */
  static <S> List<S> byNumber(List<Tuple2<Integer, S>> nodes, int first, int count) {
    List<S> sums = new ArrayList<>(Collections.nCopies(count, null));
    nodes.forEach(node -> sums.set(node._1() - first, node._2()));
    return sums;
  }

  /** Runs of {@code fan} neighbouring nodes to one reducer. */
  private static final class Runs extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int fan;
    private final int width;

    Runs(int fan, int width) {
      this.fan = fan;
      this.width = width;
    }

    @Override
    public int numPartitions() {
      return width;
    }

    @Override
    public int getPartition(Object node) {
      return (Integer) node / fan;
    }
  }
}
