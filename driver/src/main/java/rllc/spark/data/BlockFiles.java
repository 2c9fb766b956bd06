package rllc.spark.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import rllc.shard.Block;
import rllc.spark.input.BadInputException;
import rllc.spark.input.UnseenClasses;

/**
 * Packed blocks in a folder of any Hadoop file system, one file for each partition that has any:
 * what was packed in one run is read by the next in its place, to the same bits.
 */
public final class BlockFiles {
  private BlockFiles() {}

  /**
   * Writes the blocks of {@code data}, in parallel. A file appears under its name when it is
   * complete.
   *
   * @return the files, in the order of their blocks
   */
  public static List<BlockFile> write(PackedData data, String folder) {
    SerializableConfiguration hadoop = hadoop(data.blocks().context());
    return data.blocks()
        .mapPartitionsWithIndex(
            (partition, blocks) -> written(partition, blocks, folder, hadoop.value()), true)
        .collect();
  }

  private static Iterator<BlockFile> written(
      int partition, Iterator<Block> blocks, String folder, Configuration hadoop) {
    if (!blocks.hasNext()) {
      return List.<BlockFile>of().iterator();
    }
    String name = String.format(Locale.ROOT, "part-%05d", partition);
    Path file = new Path(folder, name);
    // A task that is tried twice, or run twice, writes two files of one content.
    Path partial = new Path(folder, "." + name + "." + TaskContext.get().taskAttemptId());
    try {
      FileSystem files = file.getFileSystem(hadoop);
      files.setWriteChecksum(false);
      int count = BlockFrames.write(files.create(partial, true), blocks);
      long bytes = files.getFileStatus(partial).getLen();
      if (!files.rename(partial, file)) {
        files.delete(partial, false);
        if (!files.exists(file) || files.getFileStatus(file).getLen() != bytes) {
          throw new IOException(file + " cannot be written");
        }
      }
      return List.of(new BlockFile(name, bytes, count)).iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Packed data from {@code files} in their order. Lengths are checked at once, checksums while the
   * blocks are read, which happens before this method returns.
   *
   * @param skippedRows left out as bad when they were packed
   * @param unseen left out then as of classes that no training row has
   * @throws BadInputException if a file is not what was written; it is named
   */
  public static PackedData read(
      SparkContext spark,
      String folder,
      List<BlockFile> files,
      long skippedRows,
      UnseenClasses unseen) {
    files.forEach(file -> checkLength(file, new Path(folder, file.name()), spark));
    SerializableConfiguration hadoop = hadoop(spark);
    JavaRDD<Block> blocks =
        JavaSparkContext.fromSparkContext(spark)
            .parallelize(files, files.size())
            .mapPartitions(part -> blocks(part.next(), folder, hadoop.value()));
    return Packing.of(blocks, skippedRows, unseen, null);
  }

  private static void checkLength(BlockFile file, Path path, SparkContext spark) {
    try {
      long bytes = path.getFileSystem(spark.hadoopConfiguration()).getFileStatus(path).getLen();
      if (bytes != file.bytes()) {
        throw BlockFrames.damaged(path, "it must have " + file.bytes() + " bytes, got " + bytes);
      }
    } catch (FileNotFoundException e) {
      throw BlockFrames.damaged(path, "it is missing");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Iterator<Block> blocks(BlockFile file, String folder, Configuration hadoop) {
    Path path = new Path(folder, file.name());
    try {
      return new BlockFrames(path, path.getFileSystem(hadoop).open(path), file.blocks());
    } catch (IOException e) {
      throw new BadInputException(path + " must be readable, got: " + e.getMessage(), e);
    }
  }

  private static SerializableConfiguration hadoop(SparkContext context) {
    return new SerializableConfiguration(context.hadoopConfiguration());
  }
}
