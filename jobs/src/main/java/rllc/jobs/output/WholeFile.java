package rllc.jobs.output;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Files of which there is never less than a whole one, the earlier or the new, wherever the file
 * system can promise that.
 */
public final class WholeFile {
  /** What a file shall have in it. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private WholeFile() {}

  /**
   * Writes {@code content} to {@code target}, in the place of what is there.
   *
   * @param files open already: a JVM that shuts down opens no other
   */
  public static void write(FileSystem files, Path target, Content content) throws IOException {
    if (files.hasPathCapability(target, CommonPathCapabilities.ABORTABLE_STREAM)) {
      // An object store shows a file when it is closed; to rename would be to copy and delete.
      writeInPlace(files, target, content);
      return;
    }
    Path partial = new Path(target.getParent(), "." + target.getName() + ".part");
    writeInPlace(files, partial, content);
    replace(files, partial, target);
  }

  private static void writeInPlace(FileSystem files, Path path, Content content)
      throws IOException {
    try (OutputStream out = files.create(path, true)) {
      content.writeTo(out);
    }
  }

  /** In one operation: FileContext has it, but for local files it deletes first. */
  private static void replace(FileSystem files, Path partial, Path target) throws IOException {
    if (!files.getUri().getScheme().equals("file")) {
      try {
        FileContext.getFileContext(files.getUri(), files.getConf())
            .rename(partial, target, Options.Rename.OVERWRITE);
        return;
      } catch (UnsupportedFileSystemException e) {
        // Not every file system has a FileContext: the content is in `partial` meanwhile.
        files.delete(target, false);
      }
    }
    if (!files.rename(partial, target)) {
      throw new IOException(target + " cannot be written");
    }
  }
}
