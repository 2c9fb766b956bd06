package rllc.spark.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.shard.Block;
import rllc.spark.LocalSpark;
import rllc.spark.data.PackedData;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import scala.Tuple3;

class AucTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");
  private static final double[] THETA = {0.3, -0.1, 0.2, 0.05};

  /** Scores with many ties, weights that are no dyadic fractions. */
  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      double[] x = {i % 7, (i * 31) % 11, (i * 17) % 5};
      double label = (i * 37) % 101 + 5 * x[0] > 60 ? 1 : 0;
      rows.add(RowFactory.create(Vectors.dense(x), label, 0.1 + (i % 13) / 7.0));
    }
    return rows;
  }

  private static double[] areas(String master, int partitions) {
    SparkSession spark = LocalSpark.start(master);
    try (PackedData data =
        PackedData.pack(
            LocalSpark.table(spark, rows(), partitions),
            COLUMNS,
            LabelCoding.numeric(),
            BadRows.FAIL,
            Order.AS_READ)) {
      return new double[] {Auc.of(data, THETA, KernelMode.JAVA), sparks(data)};
    } finally {
      spark.stop();
    }
  }

  private static double sparks(PackedData data) {
    return new BinaryClassificationMetrics(data.blocks().flatMap(AucTest::scored).rdd(), 0)
        .areaUnderROC();
  }

  private static java.util.Iterator<Tuple3<Object, Object, Object>> scored(Block block) {
    double[] margins = new double[block.rows()];
    new rllc.kernel.JavaKernels().marginsInto(block, 1, THETA, margins);
    List<Tuple3<Object, Object, Object>> scored = new ArrayList<>();
    for (int row = 0; row < margins.length; row++) {
      scored.add(new Tuple3<>(margins[row], block.label(row), block.weight(row)));
    }
    return scored.iterator();
  }

  @Test
  void theAreaIsThatOfSparkAndTheSameBitsOnAnyCluster() {
    double[] one = areas("local[1]", 1);
    assertEquals(one[1], one[0], 1e-13);
    assertEquals(one[0], areas("local[2]", 3)[0]);
    assertEquals(one[0], areas("local[3]", 7)[0]);
  }
}
