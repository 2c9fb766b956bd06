package rllc.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/tuning.md has the numbers that the code has. */
class TuningTest {
  @Test
  void theTableOfTheDocumentsIsThisOne() throws IOException {
    StringBuilder table = new StringBuilder("| name | value | unit | why | experiment |\n");
    table.append("|---|---|---|---|---|\n");
    for (Tuning one : Tuning.values()) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %s |%n",
              one.name(),
              number(one.value()),
              one.unit(),
              one.why(),
              one.experiment()));
    }
    String documented = Files.readString(Path.of("../docs/tuning.md"));
    int begin = documented.indexOf("| name |");
    assertTrue(begin >= 0, "docs/tuning.md has a table that begins with | name |");
    assertEquals(table.toString().strip(), documented.substring(begin).strip());
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : Double.toString(value);
  }
}
