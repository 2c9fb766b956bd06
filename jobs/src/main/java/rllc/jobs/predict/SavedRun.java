package rllc.jobs.predict;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;
import rllc.jobs.table.ReadErrors;
import rllc.ml.LinearModel;
import rllc.spark.input.BadInputException;
import rllc.spark.input.LabelCoding;

/**
 * A saved model and, where run.json stands beside it, how it was trained: its query, columns and
 * class values.
 *
 * @param model folder of the pipeline
 * @param run run.json, or empty
 */
public record SavedRun(Path model, Config run) {
  /**
   * @param location the model's folder, or the output folder that holds it
   */
  public static SavedRun of(String location, Configuration hadoop) {
    try {
      Path given = new Path(location);
      FileSystem files = given.getFileSystem(hadoop);
      Path inside = new Path(given, "model");
      Path model = files.makeQualified(files.exists(inside) ? inside : given);
      if (!files.exists(new Path(model, "metadata"))) {
        throw new BadInputException("`model` must be a folder with a saved model, got " + location);
      }
      Path run = new Path(model.getParent(), "run.json");
      return new SavedRun(model, files.exists(run) ? read(files, run) : ConfigFactory.empty());
    } catch (IOException e) {
      throw new BadInputException("`model` must be readable, got " + location, e);
    }
  }

  /**
   * The model.
   *
   * @throws BadInputException if it cannot be read
   */
  public PipelineModel pipeline() {
    String location = model.toString();
    return ReadErrors.naming(location, () -> PipelineModel.load(location));
  }

  private static Config read(FileSystem files, Path run) throws IOException {
    try (InputStream in = files.open(run)) {
      return ConfigFactory.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (ConfigException e) {
      throw new BadInputException(run + " must be a run record", e);
    }
  }

  /** The training's {@code data} settings without its rows. */
  public Config dataSettings() {
    Config settings =
        run.hasPath("settings.data")
            ? run.getConfig("settings.data").atPath("data")
            : ConfigFactory.empty();
    return settings
        .withoutPath("data.path")
        .withoutPath("data.test")
        .withoutPath("data.testFraction")
        .withoutPath("data.packed")
        .withoutPath("data.numFeatures");
  }

  /** The training's class values; without a run record, labels must be the class indices. */
  public LabelCoding labels(LinearModel model) {
    if (model.family().hasNumbers()) {
      return LabelCoding.numeric(model.family());
    }
    return LabelCoding.classes(
        run.hasPath("data.labels")
            ? classes(run.getList("data.labels").unwrapped())
            : IntStream.range(0, model.classes()).<Object>mapToObj(k -> (double) k).toList());
  }

  /** The training's class values where they are other than their numbers 0, 1, ...; else none. */
  public List<Object> renamedClasses() {
    if (!run.hasPath("data.labels") || run.getList("data.labels").isEmpty()) {
      return List.of();
    }
    LabelCoding coding = LabelCoding.classes(classes(run.getList("data.labels").unwrapped()));
    return coding.isIdentity() ? List.of() : coding.values();
  }

  private static List<Object> classes(List<Object> values) {
    return values.stream()
        .map(value -> value instanceof Number number ? (Object) number.doubleValue() : value)
        .toList();
  }

  /** A file beside the model. */
  public Path beside(String name) {
    return new Path(model.getParent(), name);
  }
}
