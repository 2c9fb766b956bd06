package rllc.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The settings of a run that was made before, from its run.json. */
public final class EarlierRun {
  private EarlierRun() {}

  /**
   * @param option that names the folder
   * @throws IllegalArgumentException if it is no folder of a run
   */
  public static Config settings(String option, String folder) {
    try {
      Path run = new Path(folder, "run.json");
      FileSystem files = run.getFileSystem(HadoopSettings.of(Map.of()));
      try (InputStreamReader in = new InputStreamReader(files.open(run), StandardCharsets.UTF_8)) {
        return ConfigFactory.parseReader(in).getConfig("settings");
      }
    } catch (IOException | ConfigException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "`" + option + "` must name a folder with a run.json of ours, got " + folder, e);
    }
  }
}
