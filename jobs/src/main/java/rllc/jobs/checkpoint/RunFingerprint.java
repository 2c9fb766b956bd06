package rllc.jobs.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import rllc.spark.data.PackedData;

/**
 * What a state belongs to: the training rows, and the settings that the bits of a run follow from.
 * Those of {@code stop} may change, but for the rows that validation holds out.
 */
final class RunFingerprint {
  private RunFingerprint() {}

  /**
   * @param settings all of the run, resolved
   */
  static String of(PackedData rows, Map<String, Object> settings) {
    Map<String, Object> kept = new TreeMap<>();
    for (String part : new String[] {"model", "optimizer", "kernel"}) {
      kept.put(part, settings.get(part));
    }
    return "rows " + rows.fingerprint() + ", settings " + digest(kept);
  }

  private static String digest(Map<String, Object> settings) {
    try {
      byte[] text =
          new ObjectMapper()
              .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
              .writeValueAsString(settings)
              .getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 8);
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
