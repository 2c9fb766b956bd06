package rllc.train.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import rllc.family.Score;
import rllc.shard.Block;

class StateCodecTest {
  /** Bytes of the magic word, the version and the checksum. */
  private static final int HEADER = 12;

  private record Point(double[] theta, int step) {}

  private sealed interface Model permits Known, Unknown {}

  /** One below another. */
  private sealed interface Known extends Model permits Diagonal, Whole {}

  private record Diagonal(double[] entries) implements Known {}

  private record Whole(double[][] rows) implements Known {}

  private record Unknown() implements Model {}

  private record Everything(
      int count,
      long rows,
      double loss,
      boolean far,
      String text,
      Score score,
      double[] theta,
      int[] indices,
      double[] noTheta,
      int[] noIndices,
      double[][] units,
      List<Point> points,
      List<Long> seeds,
      Optional<Point> some,
      Optional<Point> none,
      Optional<Double> number,
      Model first,
      Model second,
      List<Block> blocks) {}

  private static List<Block> blocks() {
    double[] labels = {1, 0};
    double[] weights = {0.5, 2};
    int[] starts = {0, 1, 3};
    int[] indices = {2, 0, 1};
    double[] sparse = {1.5, -2, 3};
    double[] dense = {1, 2, 3, 4, 5, 6};
    return List.of(
        Block.dense(3, labels, null, dense),
        Block.dense(3, labels, weights, new float[] {1, 2, 3, 4, 5, 6}),
        Block.sparse(3, labels, weights, starts, indices, sparse),
        Block.sparse(3, labels, null, starts, indices, new float[] {1, 2, 3}),
        Block.ones(3, labels, weights, starts, indices));
  }

  private static Everything everything() {
    return new Everything(
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        -0.0,
        true,
        "größer als 0 \u2264 1",
        Score.LOG_LOSS,
        new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE},
        new int[] {-1, 0, 7},
        null,
        null,
        new double[][] {{1, 2}, {}, {3}},
        List.of(new Point(new double[] {1}, 2), new Point(new double[0], 3)),
        List.of(5L, -6L),
        Optional.of(new Point(new double[] {9}, 1)),
        Optional.empty(),
        Optional.of(0.1),
        new Whole(new double[][] {{4}}),
        new Unknown(),
        blocks());
  }

  private static <R extends Record> R read(byte[] bytes, Class<R> type) {
    StateCodec.Reader reader = StateCodec.reader(bytes);
    R value = reader.read(type);
    reader.end();
    return value;
  }

  private static String refused(byte[] bytes, Class<? extends Record> type) {
    return assertThrows(IllegalArgumentException.class, () -> read(bytes, type)).getMessage();
  }

  /** The same bytes with a checksum that is right: what is read is not what was written. */
  private static byte[] summed(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes, HEADER, bytes.length - HEADER);
    ByteBuffer.wrap(bytes).putInt(HEADER - Integer.BYTES, (int) sum.getValue());
    return bytes;
  }

  @Test
  void everyKindOfComponentComesBack() {
    Everything written = everything();
    byte[] bytes = StateCodec.bytes(written);
    Everything back = read(bytes, Everything.class);
    assertArrayEquals(bytes, StateCodec.bytes(back), "bits");
    assertEquals(Integer.MIN_VALUE, back.count());
    assertEquals(Long.MAX_VALUE, back.rows());
    assertEquals(-0.0, back.loss());
    assertTrue(back.far());
    assertEquals(written.text(), back.text());
    assertEquals(Score.LOG_LOSS, back.score());
    assertArrayEquals(written.theta(), back.theta());
    assertArrayEquals(written.indices(), back.indices());
    assertNull(back.noTheta());
    assertNull(back.noIndices());
    assertTrue(Arrays.deepEquals(written.units(), back.units()));
    assertEquals(2, back.points().size());
    assertArrayEquals(new double[] {1}, back.points().get(0).theta());
    assertEquals(3, back.points().get(1).step());
    assertEquals(written.seeds(), back.seeds());
    assertEquals(9, back.some().orElseThrow().theta()[0]);
    assertTrue(back.none().isEmpty());
    assertEquals(Optional.of(0.1), back.number());
    assertEquals(4, ((Whole) back.first()).rows()[0][0]);
    assertEquals(new Unknown(), back.second());
  }

  @Test
  void blocksKeepTheirLayout() {
    List<Block> back = read(StateCodec.bytes(everything()), Everything.class).blocks();
    for (int i = 0; i < back.size(); i++) {
      Block was = blocks().get(i);
      Block is = back.get(i);
      assertEquals(was.isDense(), is.isDense());
      assertEquals(was.isOnes(), is.isOnes());
      assertEquals(was.precision(), is.precision());
      assertArrayEquals(was.labels(), is.labels());
      assertArrayEquals(was.weights(), is.weights());
      assertArrayEquals(was.values(), is.values());
    }
    assertEquals(5, back.size());
  }

  @Test
  void recordsFollowEachOther() {
    Point point = new Point(new double[] {1, 2}, 3);
    byte[] bytes = StateCodec.bytes(new Unknown(), point);
    StateCodec.Reader reader = StateCodec.reader(bytes);
    assertEquals(new Unknown(), reader.read(Unknown.class));
    assertEquals(
        "`bytes` must end with the last record, got 33 more",
        assertThrows(IllegalArgumentException.class, reader::end).getMessage());
    assertArrayEquals(point.theta(), reader.read(Point.class).theta());
    reader.end();
  }

  @Test
  void aStateThatWasCutIsRefusedAtEveryLength() {
    byte[] whole = StateCodec.bytes(everything());
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      String message = refused(cut, Everything.class);
      String expected = length < HEADER ? "must be the state of a run" : "must be a whole state";
      assertTrue(message.contains(expected), length + ": " + message);
    }
  }

  /** Whoever changes the checksum too may get another value, but no other error and no memory. */
  @Test
  void anyFlippedBitIsRefused() {
    byte[] whole = StateCodec.bytes(everything());
    for (int at = 0; at < 8 * whole.length; at++) {
      byte[] bytes = whole.clone();
      bytes[at / 8] ^= (byte) (1 << at % 8);
      refused(bytes, Everything.class);
      try {
        read(at < 8 * HEADER ? bytes : summed(bytes), Everything.class);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage() != null && !e.getMessage().isBlank(), "bit " + at);
      }
    }
  }

  @Test
  void aStateThatWasCutIsRefusedByItsLengthsToo() {
    byte[] whole = StateCodec.bytes(everything());
    for (int length = HEADER; length < whole.length; length++) {
      byte[] cut = summed(Arrays.copyOf(whole, length));
      assertTrue(!refused(cut, Everything.class).isBlank(), "length " + length);
    }
  }

  /** The length of an array, of a list or of a text may ask for gigabytes. */
  @Test
  void aDamagedLengthAsksForNoMemory() {
    byte[] bytes = StateCodec.bytes(new Point(new double[3], 1));
    int at = HEADER + Integer.BYTES + "Point".length();
    for (int length : new int[] {4, Integer.MAX_VALUE, 1 << 29, 1 << 28, -2}) {
      ByteBuffer.wrap(bytes).putInt(at, length);
      assertEquals(
          "`bytes` must be a whole Point, got a length of " + length + " before the last 28 bytes",
          refused(summed(bytes), Point.class));
    }
    byte[] texts = StateCodec.bytes(new Unknown());
    ByteBuffer.wrap(texts).putInt(HEADER, Integer.MAX_VALUE);
    assertTrue(refused(summed(texts), Unknown.class).contains("a length of 2147483647"));
  }

  @Test
  void anotherVersionIsNamed() {
    byte[] bytes = StateCodec.bytes(new Unknown());
    ByteBuffer.wrap(bytes).putInt(Integer.BYTES, StateCodec.VERSION + 1);
    assertEquals(
        "`bytes` must be a state of version 1, got version 2", refused(bytes, Unknown.class));
  }

  @Test
  void foreignBytesAreRefused() {
    byte[] text =
        "{\"status\": \"done\", \"theta\": []}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(
        "`bytes` must be the state of a run, got 31 other bytes", refused(text, Unknown.class));
    byte[] other = StateCodec.bytes(new Diagonal(new double[] {1}));
    assertEquals("`bytes` must be a Point, got a Diagonal", refused(other, Point.class));
    assertTrue(refused(new byte[0], Point.class).contains("got 0 other bytes"));
  }

  /** A record that checks its components refuses them, and the message says why. */
  @Test
  void aRecordThatRefusesItsNumbersIsNamed() {
    byte[] bytes = StateCodec.bytes(new Checked(1));
    ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, -1);
    assertEquals(
        "`bytes` must be a Checked: `count` must be at least 0, got -1",
        refused(summed(bytes), Checked.class));
  }

  private record Checked(int count) {
    Checked {
      if (count < 0) {
        throw new IllegalArgumentException("`count` must be at least 0, got " + count);
      }
    }
  }

  private record Nameless(Object thing) {}

  private record Missing(String text) {}

  @Test
  void whatHasNoFormIsNotWritten() {
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> StateCodec.bytes(new Nameless(1.5f)))
            .getMessage()
            .contains("no component of type class java.lang.Object"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> StateCodec.bytes(new Missing(null)))
            .getMessage()
            .contains("no null of type class java.lang.String"));
  }
}
