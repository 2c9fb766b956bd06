package rllc.jobs.table;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rllc.run.BadInputException;

/**
 * Reads tables of any format that Spark reads, from any Hadoop path, in splits that depend on the
 * files alone.
 *
 * <p>Spark cuts files by the number of cores; that would make the shards, and so the last bits of a
 * model, differ between machines. Here the cut is fixed: at least {@value #MIN_SPLITS} splits of at
 * most {@value #SPLIT_BYTES} bytes.
 */
public final class TableReader {
  private static final int MIN_SPLITS = 64;
  private static final long SPLIT_BYTES = 32L << 20;

  private final SparkSession spark;

  public TableReader(SparkSession spark) {
    this.spark = spark;
    spark.conf().set("spark.sql.files.minPartitionNum", MIN_SPLITS);
    spark.conf().set("spark.sql.files.maxPartitionBytes", SPLIT_BYTES);
  }

  /**
   * The table at {@code location}.
   *
   * @param format a name that Spark knows, or {@code auto}: told from the first bytes
   * @param numFeatures for LIBSVM: the number of features where it is known, which saves a pass
   * @throws BadInputException if it cannot be read
   */
  public Dataset<Row> read(String location, String format, OptionalInt numFeatures) {
    TableFormat sniffed =
        new FormatSniffer(spark.sparkContext().hadoopConfiguration()).sniff(location);
    boolean asNamed = format.equals("auto") || format.equals(sniffed.name());
    TableFormat chosen = asNamed ? sniffed : TableFormat.named(format);
    Map<String, String> options = new HashMap<>(chosen.options());
    if (chosen.name().equals("libsvm")) {
      numFeatures.ifPresent(d -> options.put("numFeatures", "" + d));
    }
    return ReadErrors.naming(
        location, () -> spark.read().format(chosen.name()).options(options).load(location));
  }

  /**
   * The answer of Spark SQL's {@code query} over {@code data}, which it calls the table {@code
   * data}.
   */
  public Dataset<Row> query(Dataset<Row> data, String query) {
    data.createOrReplaceTempView("data");
    return ReadErrors.setting("data.query", "Spark SQL over `data`", () -> spark.sql(query));
  }
}
