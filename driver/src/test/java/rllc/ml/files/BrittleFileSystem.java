package rllc.ml.files;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** Local files under the scheme {@code brittle}, of which only some can be made or renamed. */
public final class BrittleFileSystem extends RawLocalFileSystem {
  /** How many more. */
  static int left;

  @Override
  public URI getUri() {
    return URI.create("brittle:///");
  }

  @Override
  public String getScheme() {
    return "brittle";
  }

  private static void use() throws IOException {
    if (left-- <= 0) {
      throw new IOException("broken off");
    }
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    use();
    return super.create(path, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    use();
    return super.rename(from, to);
  }
}
