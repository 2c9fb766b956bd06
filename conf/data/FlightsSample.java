import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Draws the 200,000 flights of least content hash, in the order of their dates, into one file. */
public class FlightsSample {
  public static void main(String[] args) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    Dataset<Row> flights = spark.read().parquet(args[0]);
    flights
        .withColumn(
            "draw",
            xxhash64(
                lit(1L),
                col("date"),
                col("delay"),
                col("distance"),
                col("origin"),
                col("destination")))
        .orderBy("draw", "date", "origin", "destination")
        .limit(200_000)
        .drop("draw")
        .orderBy("date", "origin", "destination", "delay", "distance")
        .withColumn("delay", col("delay").cast("smallint"))
        .withColumn("distance", col("distance").cast("smallint"))
        .coalesce(1)
        .write()
        .option("compression", "zstd")
        .option("parquet.compression.codec.zstd.level", "19")
        .option("parquet.writer.version", "v2")
        .parquet(args[1]);
    spark.stop();
  }
}
