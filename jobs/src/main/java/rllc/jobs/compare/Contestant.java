package rllc.jobs.compare;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Something that trains a model on the contest's table. */
public interface Contestant {
  /** The name in the result. */
  String name();

  /**
   * Trains from nothing, and times itself.
   *
   * @param table cached, with the columns of {@link rllc.spark.input.NumericTable}
   */
  Outcome run(Dataset<Row> table);
}
