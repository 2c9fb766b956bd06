package rllc.jobs.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record takes the place of an earlier one without a moment in which there is none. */
class JsonFilesTest {
  @TempDir private java.nio.file.Path folder;
  private Path target;
  private FileSystem local;

  @BeforeEach
  void anEarlierRecord() throws IOException {
    target = new Path(folder.resolve("run.json").toUri());
    local = FileSystem.getLocal(new Configuration());
    local.setWriteChecksum(false);
    JsonFiles.write(local, target, Map.of("n", 1));
  }

  private int number() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("run.json").toFile()).get("n").asInt();
  }

  @Test
  void theEarlierRecordStaysWhereTheNewOneCannotTakeItsPlace() throws IOException {
    FileSystem broken =
        new FilterFileSystem(local) {
          @Override
          public boolean rename(Path from, Path to) {
            return false;
          }
        };
    assertThrows(UncheckedIOException.class, () -> JsonFiles.write(broken, target, Map.of("n", 2)));
    assertEquals(1, number());
  }

  @Test
  void aReaderAlwaysFindsOne() throws Exception {
    AtomicInteger last = new AtomicInteger(1);
    Thread writer =
        new Thread(
            () -> {
              for (int i = 2; i <= 500; i++) {
                JsonFiles.write(local, target, Map.of("n", i));
                last.set(i);
              }
            });
    writer.start();
    while (writer.isAlive()) {
      int before = last.get();
      assertTrue(number() >= before, "whole and no older than what was written");
    }
    assertEquals(500, number());
  }

  @Test
  void anObjectStoreIsWrittenToAtOnce() throws IOException {
    FileSystem store =
        new FilterFileSystem(local) {
          @Override
          public boolean hasPathCapability(Path path, String capability) {
            return capability.equals(CommonPathCapabilities.ABORTABLE_STREAM);
          }

          @Override
          public boolean rename(Path from, Path to) {
            throw new AssertionError("a rename is a copy there");
          }
        };
    JsonFiles.write(store, target, Map.of("n", 2));
    assertEquals(2, number());
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void otherFileSystemsReplaceInOneOperation() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.AbstractFileSystem.whole.impl", Whole.class, Object.class);
    RawLocalFileSystem files =
        new RawLocalFileSystem() {
          @Override
          public URI getUri() {
            return Whole.ROOT;
          }

          @Override
          public boolean delete(Path path, boolean recursive) {
            throw new AssertionError("deleted first");
          }
        };
    files.initialize(Whole.ROOT, hadoop);
    Path there = new Path("whole://" + target.toUri().getPath());
    int before = Whole.REPLACED.get();
    JsonFiles.write(files, there, Map.of("n", 2));
    assertEquals(2, number());
    assertEquals(before + 1, Whole.REPLACED.get());
  }

  /** A local file system under another scheme that counts files it puts in the place of others. */
  static final class Whole extends DelegateToFileSystem {
    static final URI ROOT = URI.create("whole:///");
    static final AtomicInteger REPLACED = new AtomicInteger();

    Whole(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
      super(
          ROOT,
          new RawLocalFileSystem() {
            @Override
            public URI getUri() {
              return ROOT;
            }
          },
          hadoop,
          "whole",
          false);
    }

    @Override
    public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
      assertTrue(overwrite);
      REPLACED.incrementAndGet();
      Files.move(
          java.nio.file.Path.of(from.toUri().getPath()),
          java.nio.file.Path.of(to.toUri().getPath()),
          java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
