package rllc.spark;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;

/**
 * All flights of a Parquet file in the form of conf/quickstart.conf: late or not from hour,
 * weekday, distance, origin and destination; text one-hot, its rarest value left out.
 */
public record FlightRows(List<Block> blocks, int features) {
  private static final String[] TEXT = {"hour", "weekday", "origin", "destination"};

  private static final String QUERY =
      "SELECT CAST(delay > 15 AS INT) AS late, date_format(date, 'HH') AS hour, "
          + "date_format(date, 'E') AS weekday, CAST(distance AS DOUBLE) AS distance, "
          + "origin, destination FROM data";

  public static FlightRows read(String file) {
    SparkSession spark = LocalSpark.start("local[1]");
    try {
      spark.conf().set("spark.sql.session.timeZone", "UTC");
      spark.read().parquet(file).createOrReplaceTempView("data");
      Dataset<Row> flights = spark.sql(QUERY).na().drop();
      Map<String, Integer> columns = new TreeMap<>();
      for (String name : TEXT) {
        List<Row> values =
            flights
                .groupBy(name)
                .count()
                .orderBy(org.apache.spark.sql.functions.desc("count"), flights.col(name))
                .collectAsList();
        for (Row value : values.subList(0, values.size() - 1)) {
          columns.put(name + value.getString(0), 1 + columns.size());
        }
      }
      return packed(flights, columns);
    } finally {
      spark.stop();
    }
  }

  private static FlightRows packed(Dataset<Row> flights, Map<String, Integer> columns) {
    BlockBuilder builder = new BlockBuilder(1 + columns.size());
    Iterator<Row> rows = flights.toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      TreeMap<Integer, Double> x = new TreeMap<>(Map.of(0, row.<Double>getAs("distance")));
      for (String name : TEXT) {
        Integer column = columns.get(name + row.getAs(name));
        if (column != null) {
          x.put(column, 1.0);
        }
      }
      builder.addSparse(
          row.<Integer>getAs("late"),
          1,
          x.keySet().stream().mapToInt(Integer::intValue).toArray(),
          x.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
    builder.finish();
    return new FlightRows(builder.drain(), 1 + columns.size());
  }
}
