package rllc.jobs.table.files;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table that was read.
 *
 * @param rows good lines of the files
 * @param as how they were read
 */
public record SourceTable(Dataset<Row> rows, ReadAs as) {}
