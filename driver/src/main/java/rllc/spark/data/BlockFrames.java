package rllc.spark.data;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.Path;
import rllc.shard.Block;
import rllc.shard.BlockCodec;
import rllc.spark.input.BadInputException;

/**
 * Blocks in a stream: for each its length in bytes and their CRC-32C (two ints), then the bytes. An
 * iterator over those that were written; the stream is closed after the last one.
 */
final class BlockFrames implements Iterator<Block> {
  private final Path path;
  private final DataInputStream in;
  private final int blocks;
  private int next;

  /**
   * @param path for messages
   * @param blocks so many must be there, and nothing after them
   */
  BlockFrames(Path path, InputStream in, int blocks) {
    this.path = path;
    this.in = new DataInputStream(in);
    this.blocks = blocks;
  }

  /** Writes {@code blocks}, closes {@code out} and returns their number. */
  static int write(OutputStream out, Iterator<Block> blocks) throws IOException {
    int count = 0;
    try (DataOutputStream frames = new DataOutputStream(new BufferedOutputStream(out))) {
      for (; blocks.hasNext(); count++) {
        byte[] bytes = bytes(blocks.next());
        frames.writeInt(bytes.length);
        frames.writeInt(checksum(bytes));
        frames.write(bytes);
      }
    }
    return count;
  }

  private static byte[] bytes(Block block) throws IOException {
    int length = Math.toIntExact(BlockCodec.bytes(block));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
    BlockCodec.write(block, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Override
  public boolean hasNext() {
    return next < blocks;
  }

  @Override
  public Block next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      int length = in.readInt();
      int checksum = in.readInt();
      byte[] bytes = in.readNBytes(Math.max(0, length));
      if (bytes.length != length || checksum(bytes) != checksum) {
        throw damaged(path, "block " + next + " does not have its checksum");
      }
      next++;
      if (!hasNext()) {
        in.close();
      }
      return BlockCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (EOFException e) {
      throw damaged(path, "it ends within block " + next);
    } catch (IOException e) {
      throw new BadInputException(path + " must be readable, got: " + e.getMessage(), e);
    }
  }

  static BadInputException damaged(Path file, String how) {
    return new BadInputException(
        file
            + " must be as it was written: "
            + how
            + "; delete the folder `data.packed` to pack anew");
  }
}
