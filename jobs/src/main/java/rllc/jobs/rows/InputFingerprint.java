package rllc.jobs.rows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.settings.JobSettings;
import rllc.jobs.settings.Secrets;
import rllc.settings.DataSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.ValidationSettings;
import rllc.shard.BlockCodec;

/**
 * All that packed blocks depend on, by name, as text: the input's files with lengths and times, how
 * rows, features and labels are made of them, how they are split, and the versions. The precision
 * is not among it: files hold values as given.
 */
final class InputFingerprint {
  private static final int SHOWN = 60;

  private InputFingerprint() {}

  static Map<String, String> of(JobSettings settings, String version, SparkSession spark) {
    DataSettings data = settings.data();
    Map<String, String> print = new LinkedHashMap<>();
    print.put("format", "" + BlockCodec.VERSION);
    print.put("rllc", version);
    print.put("spark", spark.version());
    print.put("data.path", files(data.paths(), spark));
    put(print, "data.test", data.test().map(test -> files(List.of(test), spark)));
    print.put("data.format", data.format());
    print.put("data.options", "" + Secrets.without(data.options()));
    put(print, "data.query", data.query());
    put(print, "data.formula", data.formula());
    put(print, "data.hash", data.hash());
    print.put("data.features", data.features());
    print.put("data.label", data.label());
    put(print, "data.weight", data.weight());
    data.numFeatures().ifPresent(d -> print.put("data.numFeatures", "" + d));
    print.put("data.order", "" + data.order());
    print.put("data.badRows", "" + data.badRows());
    splits(print, data, settings.training());
    // Times of day in a query depend on it.
    print.put("spark.sql.session.timeZone", spark.conf().get("spark.sql.session.timeZone"));
    settings.spark().forEach((key, value) -> putSql(print, key, value));
    return print;
  }

  private static void splits(
      Map<String, String> print, DataSettings data, TrainingSettings training) {
    // Folds are drawn from packed rows: they are no part of the packing.
    Optional<Double> held =
        training.stop().validation().map(ValidationSettings::fraction).stream()
            .flatMapToDouble(OptionalDouble::stream)
            .boxed()
            .findFirst();
    print.put("model.family", "" + training.model().family());
    print.put("data.testFraction", "" + data.testFraction());
    put(print, "stop.validationFraction", held);
    if (data.testFraction() > 0 || held.isPresent()) {
      print.put("optimizer.seed", "" + training.run().seed());
      print.put("held-out rows", "drawn one by one");
    }
  }

  private static void put(Map<String, String> print, String key, Optional<?> value) {
    value.ifPresent(present -> print.put(key, present.toString()));
  }

  /** Settings of Spark SQL may change what is read. */
  private static void putSql(Map<String, String> print, String key, String value) {
    if (key.startsWith("spark.sql.")) {
      print.put(key, value);
    }
  }

  private static String files(List<String> locations, SparkSession spark) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<FileStatus> files =
        locations.stream().flatMap(path -> InputFiles.of(path, hadoop).stream()).toList();
    long bytes = 0;
    List<String> lines = new ArrayList<>();
    for (FileStatus file : files) {
      bytes += file.getLen();
      lines.add(file.getPath() + "\t" + file.getLen() + "\t" + file.getModificationTime());
    }
    return String.format(
        Locale.ROOT,
        "%d %s of %d bytes, %s",
        files.size(),
        files.size() == 1 ? "file" : "files",
        bytes,
        digest(lines));
  }

  private static String digest(List<String> lines) {
    try {
      byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What has changed from {@code before} to {@code now}, in one line; empty if nothing has. */
  static Optional<String> change(Map<String, String> before, Map<String, String> now) {
    List<String> changes = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>(now);
    before.forEach(all::putIfAbsent);
    for (String key : all.keySet()) {
      if (!Objects.equals(before.get(key), now.get(key))) {
        changes.add(key + " was " + shown(before.get(key)) + ", is " + shown(now.get(key)));
      }
    }
    return changes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", changes));
  }

  private static String shown(String value) {
    if (value == null) {
      return "not set";
    }
    String line = value.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
