package rllc.ml.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.Binarizer;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rllc.ml.LinearModel;
import rllc.ml.SparkModels;
import rllc.spark.LocalSpark;
import rllc.spark.input.Columns;

class ModelFilesTest {
  private static final Columns COLUMNS = new Columns("features", "code", "weight");
  private static SparkSession spark;
  private static Dataset<Row> table;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
    StructType schema =
        new StructType()
            .add("late", DataTypes.StringType)
            .add("town", DataTypes.StringType)
            .add("day", DataTypes.StringType)
            .add("distance", DataTypes.DoubleType);
    table =
        spark.createDataFrame(
            List.of(
                RowFactory.create("no", "Zürich", "Mon", 1.5),
                RowFactory.create("yes", "\"a\\b\"\n", "Tue", -2.0),
                RowFactory.create("no", "東京", "Mon", 0.0)),
            schema);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** All kinds of stages that a training saves, and more models than one for a look at each. */
  private static PipelineModel everything() {
    Transformer formula =
        new RFormula()
            .setFormula("late ~ town + day + distance + town:day")
            .setLabelCol("code")
            .setHandleInvalid("keep")
            .fit(table);
    Transformer hasher =
        new FeatureHasher().setInputCols(new String[] {"town", "day"}).setOutputCol("hashed");
    return SparkModels.pipeline(
        formula,
        hasher,
        SparkModels.logistic("binomial", new double[] {0.1, Double.MIN_VALUE}, -3, COLUMNS),
        SparkModels.multinomial("multinomial", new double[] {1, 2, 3, 4, 5, 6}, 2, COLUMNS),
        SparkModels.linear("linear", new double[] {1e300, -0.0, 7}, 0.25, COLUMNS));
  }

  private static void save(PipelineModel model, Path folder) throws IOException {
    ModelFiles.save(spark, model, folder.toString());
  }

  /** Folders, or files by their ending, relative to {@code root}. */
  private static TreeSet<String> found(Path root, String ending) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return new TreeSet<>(
          paths
              .filter(path -> ending == null ? Files.isDirectory(path) : isPart(path, ending))
              .map(path -> root.relativize(ending == null ? path : path.getParent()).toString())
              .toList());
    }
  }

  private static boolean isPart(Path path, String ending) {
    String name = path.getFileName().toString();
    return name.startsWith("part-") && name.endsWith(ending);
  }

  private static JsonNode metadata(Path folder) throws IOException {
    String line = spark.read().text(folder.toString()).first().getString(0);
    ObjectNode metadata = (ObjectNode) new ObjectMapper().readTree(line);
    assertTrue(metadata.remove("timestamp").asLong() > 0);
    return metadata;
  }

  private static String params(Transformer stage) {
    return StageMetadata.of(stage, "").replaceFirst("\"timestamp\":\\d+", "");
  }

  private static FileMetaData footer(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path file = files.filter(path -> isPart(path, ".snappy.parquet")).findFirst().orElseThrow();
      try (ParquetFileReader reader =
          ParquetFileReader.open(
              HadoopInputFile.fromPath(
                  new org.apache.hadoop.fs.Path(file.toString()), new Configuration()))) {
        return reader.getFooter().getFileMetaData();
      }
    }
  }

  @Test
  void theFolderIsThatOfSparksOwnWriterAndTakesNoJob(@TempDir Path folder) throws Exception {
    PipelineModel model = everything();
    Path ours = folder.resolve("ours");
    Path sparks = folder.resolve("sparks");
    spark.sparkContext().setJobGroup("ours", "", false);
    save(model, ours);
    spark.sparkContext().setJobGroup("sparks", "", false);
    model.write().session(spark).save(sparks.toString());
    // Spark tells of jobs in their order: those of the first saving would be known by now.
    assertTrue(spark.sparkContext().statusTracker().getJobIdsForGroup("sparks").length > 20);
    assertEquals(0, spark.sparkContext().statusTracker().getJobIdsForGroup("ours").length);
    assertEquals(found(sparks, null), found(ours, null));
    TreeSet<String> data = found(sparks, ".snappy.parquet");
    assertEquals(10, data.size());
    assertEquals(data, found(ours, ".snappy.parquet"));
    for (String path : found(sparks, null)) {
      if (path.endsWith("metadata")) {
        assertEquals(metadata(sparks.resolve(path)), metadata(ours.resolve(path)), path);
      } else if (data.contains(path)) {
        assertSameTable(sparks.resolve(path), ours.resolve(path), path);
      }
    }
  }

  private static void assertSameTable(Path expected, Path actual, String name) throws IOException {
    FileMetaData footer = footer(expected);
    assertEquals(footer.getSchema(), footer(actual).getSchema(), name);
    assertEquals(footer.getKeyValueMetaData(), footer(actual).getKeyValueMetaData(), name);
    Dataset<Row> rows = spark.read().parquet(expected.toString());
    Dataset<Row> other = spark.read().parquet(actual.toString());
    assertEquals(rows.schema(), other.schema(), name);
    assertEquals(rows.collectAsList(), other.collectAsList(), name);
  }

  @Test
  void sparkLoadsThePipelineAndEachStageByItself(@TempDir Path folder) throws Exception {
    PipelineModel model = everything();
    Path saved = folder.resolve("model");
    save(model, saved);
    PipelineModel loaded = PipelineModel.load(saved.toString());
    for (int i = 0; i < model.stages().length; i++) {
      Transformer stage = model.stages()[i];
      String path = saved.resolve("stages").resolve(i + "_" + stage.uid()).toString();
      Transformer alone =
          (Transformer) stage.getClass().getMethod("load", String.class).invoke(null, path);
      for (Transformer read : List.of(alone, loaded.stages()[i])) {
        assertEquals(stage.getClass(), read.getClass());
        assertEquals(stage.uid(), read.uid());
        assertEquals(params(stage), params(read));
      }
    }
    Transformer features = SparkModels.pipeline(model.stages()[0], model.stages()[1]);
    Transformer read = SparkModels.pipeline(loaded.stages()[0], loaded.stages()[1]);
    assertEquals(features.transform(table).collectAsList(), read.transform(table).collectAsList());
    LinearModel linear = LinearModel.of(loaded);
    assertArrayEquals(new double[] {1e300, -0.0, 7, 0.25}, linear.theta());
  }

  @Test
  void aStageThatIsNotKnownTakesSparksWriter(@TempDir Path folder) throws Exception {
    Transformer stage = new Binarizer().setInputCol("distance").setOutputCol("far").setThreshold(1);
    assertTrue(StageContent.of(stage).isEmpty());
    save(SparkModels.pipeline(stage), folder.resolve("model"));
    PipelineModel loaded = PipelineModel.load(folder.resolve("model").toString());
    assertEquals(params(stage), params(loaded.stages()[0]));
  }

  @Test
  void aFolderThatIsThereStaysAsItIs(@TempDir Path folder) throws Exception {
    assertThrows(FileAlreadyExistsException.class, () -> save(everything(), folder));
    assertEquals(1, found(folder, null).size());
  }

  /** A file system of its own, where the writing breaks off at each file in turn. */
  @Test
  void aSavingThatBreaksOffLeavesNoMetadata(@TempDir Path folder) throws Exception {
    spark
        .sparkContext()
        .hadoopConfiguration()
        .setClass(
            "fs.brittle.impl", BrittleFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    PipelineModel model =
        SparkModels.pipeline(SparkModels.linear("linear", new double[] {1}, 0, COLUMNS));
    int whole = 0;
    for (int files = 0; whole == 0; files++) {
      BrittleFileSystem.left = files;
      Path saved = folder.resolve("model" + files);
      try {
        ModelFiles.save(spark, model, "brittle:" + saved);
        whole = files;
      } catch (IOException e) {
        assertEquals("broken off", e.getMessage());
        assertFalse(Files.exists(saved.resolve("metadata")), files + " files");
        assertThrows(Exception.class, () -> PipelineModel.load(saved.toString()));
      }
    }
    // Data, metadata of the stage and of the pipeline, each with its mark, and the renaming.
    assertEquals(7, whole);
    PipelineModel loaded = PipelineModel.load(folder.resolve("model" + whole).toString());
    assertEquals("linear", loaded.stages()[0].uid());
  }
}
