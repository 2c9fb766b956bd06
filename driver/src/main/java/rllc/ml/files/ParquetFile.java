package rllc.ml.files;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import scala.collection.immutable.Map$;

/**
 * A Parquet file of one row as a task of Spark's writes it, without the task: the only place that
 * calls the classes by which Spark does it, for there is no public way to write a table's file but
 * by a job. {@code ModelFilesTest} compares the files with Spark's.
 */
final class ParquetFile {
  private ParquetFile() {}

  /** Writes a part of {@code folder}, under the session's settings. */
  static void write(SparkSession spark, Path folder, StageContent.OneRow row) throws IOException {
    Job job = Job.getInstance(spark.sparkContext().hadoopConfiguration());
    OutputWriterFactory factory =
        new ParquetFileFormat().prepareWrite(spark, job, Map$.MODULE$.empty(), row.schema());
    TaskAttemptContext task =
        new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID());
    String name = "part-00000-" + UUID.randomUUID() + "-c000" + factory.getFileExtension(task);
    OutputWriter writer =
        factory.newInstance(new Path(folder, name).toString(), row.schema(), task);
    writer.write(
        (InternalRow)
            CatalystTypeConverters.createToCatalystConverter(row.schema())
                .apply(RowFactory.create(row.values())));
    writer.close();
  }
}
