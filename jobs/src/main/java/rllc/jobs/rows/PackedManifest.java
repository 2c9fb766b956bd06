package rllc.jobs.rows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rllc.family.Family;
import rllc.spark.data.BlockFile;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.Labels;
import rllc.spark.input.UnseenClasses;

/**
 * manifest.json: what a folder of packed blocks holds. It is written last, so a folder with one is
 * complete.
 *
 * @param fingerprint of the input ({@link InputFingerprint})
 * @param labels family and classes
 * @param staged whether a feature stage is stored too
 * @param parts train, validation, test
 */
record PackedManifest(
    Map<String, String> fingerprint, Labels labels, boolean staged, Map<String, Part> parts) {
  /**
   * A set of rows.
   *
   * @param hash of the rows in their order
   * @param skippedRows left out as bad
   * @param unseen left out as of classes that no training row has
   * @param files of blocks, in order
   */
  record Part(String hash, long skippedRows, UnseenClasses unseen, List<BlockFile> files) {}

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("fingerprint", fingerprint);
    fields.put("family", labels.family().text());
    fields.put("classes", labels.coding().values());
    fields.put("staged", staged);
    Map<String, Object> all = new TreeMap<>();
    parts.forEach((name, part) -> all.put(name, fields(part)));
    fields.put("parts", all);
    return fields;
  }

  private static Map<String, Object> fields(Part part) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("hash", part.hash());
    fields.put("skippedRows", part.skippedRows());
    fields.put("unseenRows", part.unseen().rows());
    fields.put("unseenWeight", part.unseen().weight());
    fields.put("files", part.files().stream().map(PackedManifest::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(BlockFile file) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", file.name());
    fields.put("bytes", file.bytes());
    fields.put("blocks", file.blocks());
    return fields;
  }

  /**
   * @throws IOException also if the text is no manifest
   */
  static PackedManifest read(InputStream in) throws IOException {
    try {
      Map<?, ?> fields = new ObjectMapper().readValue(in, Map.class);
      Map<String, String> fingerprint = new LinkedHashMap<>();
      ((Map<?, ?>) fields.get("fingerprint"))
          .forEach((key, value) -> fingerprint.put((String) key, (String) value));
      Map<String, Part> parts = new TreeMap<>();
      ((Map<?, ?>) fields.get("parts"))
          .forEach((name, part) -> parts.put((String) name, part((Map<?, ?>) part)));
      return new PackedManifest(fingerprint, labels(fields), (Boolean) fields.get("staged"), parts);
    } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
      throw new IOException("it is no manifest", e);
    }
  }

  private static Labels labels(Map<?, ?> fields) {
    Family family =
        Family.of((String) fields.get("family"))
            .orElseThrow(() -> new IllegalArgumentException("unknown family"));
    List<Object> classes = new ArrayList<>((List<?>) fields.get("classes"));
    return new Labels(
        family, classes.isEmpty() ? LabelCoding.numeric(family) : LabelCoding.classes(classes));
  }

  private static Part part(Map<?, ?> fields) {
    List<BlockFile> files = new ArrayList<>();
    for (Object file : (List<?>) fields.get("files")) {
      files.add(file((Map<?, ?>) file));
    }
    return new Part(
        (String) fields.get("hash"),
        ((Number) fields.get("skippedRows")).longValue(),
        new UnseenClasses((long) number(fields, "unseenRows"), number(fields, "unseenWeight")),
        files);
  }

  /** 0 in the manifests of versions that had no such field. */
  private static double number(Map<?, ?> fields, String name) {
    return fields.containsKey(name) ? ((Number) fields.get(name)).doubleValue() : 0;
  }

  private static BlockFile file(Map<?, ?> fields) {
    return new BlockFile(
        (String) fields.get("name"),
        ((Number) fields.get("bytes")).longValue(),
        ((Number) fields.get("blocks")).intValue());
  }
}
