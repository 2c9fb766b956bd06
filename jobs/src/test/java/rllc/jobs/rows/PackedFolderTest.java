package rllc.jobs.rows;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rllc.jobs.settings.SettingsReader;
import rllc.jobs.settings.SettingsText;
import rllc.settings.DataSettings;

class PackedFolderTest {
  @TempDir private static Path folder;

  private static PackedFolder folder() {
    DataSettings data =
        SettingsReader.data(SettingsText.of(ConfigFactory.empty(), List.of("data.path=x")));
    return PackedFolder.check(
        folder.resolve("packed").toString(), data, "out", new Configuration());
  }

  @Test
  void ofTwoRunsThatWriteAtOnceTheLaterHasTheFolder() throws Exception {
    PackedFolder first = folder();
    PackedFolder second = folder();
    first.begin();
    assertFalse(first.isTaken());
    Path train = Files.createDirectory(folder.resolve("packed/train"));
    second.begin();
    assertFalse(Files.exists(train), "what the first wrote is gone");
    assertTrue(first.isTaken());
    assertFalse(second.isTaken());
    // Without rows nothing can be written; only the run that has the folder must say so.
    assertFalse(first.writeBegun(null, Map.of()));
    assertThrows(NullPointerException.class, () -> second.writeBegun(null, Map.of()));
  }
}
