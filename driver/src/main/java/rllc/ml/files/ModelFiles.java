package rllc.ml.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.SparkSession;

/**
 * Saves a pipeline in Spark's own format, on any Hadoop file system. Spark starts a job for each
 * little file of each stage, which takes longer than many a training; here the driver writes the
 * files of the stages that {@link StageContent} knows by itself, and no job is started.
 *
 * <p>The pipeline's own metadata come last, by one renaming: without them Spark loads nothing, so a
 * folder that was left in the middle does not pass for a model.
 */
public final class ModelFiles {
  private static final String METADATA = "metadata";

  private final SparkSession spark;
  private final FileSystem files;

  private ModelFiles(SparkSession spark, FileSystem files) {
    this.spark = spark;
    this.files = files;
  }

  /**
   * Saves {@code model} as {@code model.write().save(location)} would.
   *
   * @param location a folder that is not there yet
   * @throws FileAlreadyExistsException if it is there
   */
  public static void save(SparkSession spark, PipelineModel model, String location)
      throws IOException {
    Path folder = new Path(location);
    FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
    if (files.exists(folder)) {
      throw new FileAlreadyExistsException("the model's folder must be new, got " + folder);
    }
    new ModelFiles(spark, files).pipeline(model, folder, "." + METADATA);
    if (!files.rename(new Path(folder, "." + METADATA), new Path(folder, METADATA))) {
      throw new IOException(folder + " cannot be written");
    }
  }

  private void pipeline(PipelineModel model, Path folder, String metadata) throws IOException {
    Transformer[] stages = model.stages();
    int digits = Integer.toString(stages.length).length();
    for (int i = 0; i < stages.length; i++) {
      String name = String.format("%0" + digits + "d_%s", i, stages[i].uid());
      stage(stages[i], new Path(new Path(folder, "stages"), name));
    }
    text(new Path(folder, metadata), StageMetadata.ofPipeline(model, spark.version()));
  }

  private void stage(Transformer stage, Path folder) throws IOException {
    Optional<StageContent> known = StageContent.of(stage);
    if (known.isEmpty()) {
      ((MLWritable) stage).write().session(spark).save(folder.toString());
      return;
    }
    StageContent content = known.get();
    if (content.inner().isPresent()) {
      pipeline(content.inner().get(), new Path(folder, "pipelineModel"), METADATA);
    }
    if (content.row().isPresent()) {
      Path data = new Path(folder, "data");
      ParquetFile.write(spark, data, content.row().get());
      succeed(data);
    }
    text(new Path(folder, METADATA), StageMetadata.of(stage, spark.version()));
  }

  private void text(Path folder, String line) throws IOException {
    try (OutputStream out = files.create(new Path(folder, "part-00000"))) {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    succeed(folder);
  }

  private void succeed(Path folder) throws IOException {
    files.create(new Path(folder, "_SUCCESS")).close();
  }
}
