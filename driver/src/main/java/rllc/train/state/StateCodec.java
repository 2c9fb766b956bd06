package rllc.train.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import rllc.shard.BlockCodec;

/**
 * The binary form of a run's state. It follows from the record's components, so a new method has it
 * for nothing, and no class is named by the bytes that the reader does not expect.
 *
 * <p>All numbers are big-endian. The bytes begin with the word {@code RLLC}, the version (int) and
 * the CRC-32 of all that follows (int). Then come records one after the other: the simple name of
 * its class (String), then the record. A record is its components in order:
 *
 * <table>
 * <caption>Components</caption>
 * <tr><td>int, long, double, boolean</td><td>as {@link java.io.DataOutput} writes them</td></tr>
 * <tr><td>String, enum</td><td>length in bytes (int) and UTF-8; an enum by its name</td></tr>
 * <tr><td>double[], int[]</td><td>length (int), then the numbers; length -1 is null</td></tr>
 * <tr><td>double[][], List</td><td>length (int), then the elements</td></tr>
 * <tr><td>Optional</td><td>a boolean, then the value if it is true</td></tr>
 * <tr><td>Block</td><td>as {@link BlockCodec} writes it</td></tr>
 * <tr><td>record</td><td>its components</td></tr>
 * <tr><td>sealed interface</td><td>simple name of the record (String), then its components</td></tr>
 * </table>
 */
public final class StateCodec {
  /** To be raised when the form changes. */
  public static final int VERSION = 1;

  private static final int MAGIC = 0x524c4c43;
  private static final int HEADER = 3 * Integer.BYTES;

  private StateCodec() {}

  /** The bytes of {@code records}, one after the other. */
  public static byte[] bytes(Record... records) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(body)) {
      for (Record value : records) {
        StateWriter.write(value.getClass().getSimpleName(), String.class, out);
        StateWriter.write(value, value.getClass(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail", e);
    }
    byte[] bytes = body.toByteArray();
    return ByteBuffer.allocate(HEADER + bytes.length)
        .putInt(MAGIC)
        .putInt(VERSION)
        .putInt(checksum(bytes, 0))
        .put(bytes)
        .array();
  }

  private static int checksum(byte[] bytes, int from) {
    CRC32 sum = new CRC32();
    sum.update(bytes, from, bytes.length - from);
    return (int) sum.getValue();
  }

  /**
   * Reads records in the order in which they were written.
   *
   * @throws IllegalArgumentException if the bytes are no state, one of another version, or damaged
   */
  public static Reader reader(byte[] bytes) {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER || header.getInt() != MAGIC) {
      throw new IllegalArgumentException(
          "`bytes` must be the state of a run, got " + bytes.length + " other bytes");
    }
    int version = header.getInt();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "`bytes` must be a state of version " + VERSION + ", got version " + version);
    }
    int sum = header.getInt();
    if (sum != checksum(bytes, HEADER)) {
      throw new IllegalArgumentException(
          "`bytes` must be a whole state, got "
              + bytes.length
              + " bytes that were cut or changed: their checksum is another one");
    }
    int length = bytes.length - HEADER;
    return new Reader(new DataInputStream(new ByteArrayInputStream(bytes, HEADER, length)));
  }

  /** Reads records one after the other. */
  public static final class Reader {
    private final DataInputStream in;

    private Reader(DataInputStream in) {
      this.in = in;
    }

    /**
     * The next record.
     *
     * @throws IllegalArgumentException if the bytes are not those of a {@code type}
     */
    public <R extends Record> R read(Class<R> type) {
      try {
        String name = (String) StateReader.read(String.class, in);
        if (!name.equals(type.getSimpleName())) {
          throw new IllegalArgumentException(
              "`bytes` must be a " + type.getSimpleName() + ", got a " + name);
        }
        return type.cast(StateReader.read(type, in));
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "`bytes` must be a whole " + type.getSimpleName() + ", got " + e.getMessage(), e);
      }
    }

    /**
     * To be asked after the last record.
     *
     * @throws IllegalArgumentException if more bytes follow
     */
    public void end() {
      try {
        if (in.available() > 0) {
          throw new IllegalArgumentException(
              "`bytes` must end with the last record, got " + in.available() + " more");
        }
      } catch (IOException e) {
        throw new UncheckedIOException("bytes in memory cannot fail", e);
      }
    }
  }
}
