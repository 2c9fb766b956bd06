package rllc.jobs.table.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.junit.jupiter.api.Test;

class ReaderOptionsTest {
  /** An option that this Spark does not know would be ignored without a word. */
  @Test
  void sparkKnowsAllNames() {
    var files = ReaderOptions.names("libsvm");
    for (String name : ReaderOptions.names("csv")) {
      assertTrue(files.contains(name) || CSVOptions.isValidOption(name), name);
    }
    for (String name : ReaderOptions.names("json")) {
      assertTrue(files.contains(name) || JSONOptions.isValidOption(name), name);
    }
  }

  @Test
  void namesHaveOneSpellingAndMisspeltOnesAreRefused() {
    assertEquals(
        Map.of("delimiter", ";", "header", "true"),
        ReaderOptions.checked("csv", Map.of("sep", ";", "HEADER", "true")));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ReaderOptions.checked("csv", Map.of("delimeter", ";")));
    assertEquals(
        "`data.options.delimeter` must be an option of Spark's reader of csv; did you mean"
            + " delimiter?",
        e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> ReaderOptions.checked("parquet", Map.of("header", "true")));
    assertEquals(Map.of("url", "x"), ReaderOptions.checked("jdbc", Map.of("url", "x")));
  }
}
