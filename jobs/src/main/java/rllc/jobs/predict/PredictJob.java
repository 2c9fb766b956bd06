package rllc.jobs.predict;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.Version;
import rllc.jobs.output.OutputFolder;
import rllc.jobs.output.StepProgress;
import rllc.jobs.table.ReadErrors;
import rllc.jobs.table.TableReader;
import rllc.jobs.table.TrainingTables;
import rllc.jobs.table.files.SourceTable;
import rllc.settings.DataSettings;

/** Answers of a saved model: a table in; the same table with the answers out. */
public final class PredictJob {
  /** Says that a table is ours; readers pass over names that begin with an underscore. */
  public static final String RECORD = "_rllc.json";

  private final SavedRun saved;
  private final DataSettings data;
  private final OutputFolder folder;
  private final String format;
  private final StepProgress progress;

  public PredictJob(
      SavedRun saved,
      DataSettings data,
      OutputFolder folder,
      String format,
      StepProgress progress) {
    this.saved = saved;
    this.data = data;
    this.folder = folder;
    this.format = format;
    this.progress = progress;
  }

  /** Writes the table and says how many rows it has. */
  public void run(SparkSession spark) {
    progress.say("reading " + data.path());
    Predictions predictions = new Predictions(saved.pipeline(), saved.renamedClasses());
    SourceTable source = TrainingTables.table(new TableReader(spark), data, features(predictions));
    source.as().tell(progress::say, progress::warn);
    Dataset<Row> table = source.rows();
    Observation counts = new Observation();
    boolean fails = data.badRows() == DataSettings.BadRows.FAIL;
    Dataset<Row> answers =
        ReadErrors.naming(source.as(), () -> predictions.of(table, fails, counts));
    Dataset<Row> flat = format.equals("csv") ? predictions.flat(answers, progress::warn) : answers;
    folder.claim();
    try {
      folder.beginRun(record("interrupted", Map.of()));
      ReadErrors.naming(source.as(), () -> write(flat));
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared. No part of a table is left.
      folder.remove();
      throw e;
    }
    Map<String, Object> counted = counted(counts);
    folder.writeRun(record("done", counted));
    long bad = ((Number) counted.get("badRows")).longValue();
    long rows = ((Number) counted.get("rows")).longValue() - bad;
    System.out.printf("wrote %,d rows to %s%n", rows, folder.display());
    if (bad > 0) {
      System.out.printf("bad rows   %,d left out%n", bad);
    }
  }

  private OptionalInt features(Predictions predictions) {
    return predictions.features() > 0 ? OptionalInt.of(predictions.features()) : data.numFeatures();
  }

  private Void write(Dataset<Row> answers) {
    answers
        .write()
        .mode(SaveMode.Append)
        .format(format)
        .option("header", true)
        .save(folder.location());
    return null;
  }

  private static Map<String, Object> counted(Observation counts) {
    try {
      return counts.getAsJava();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> record(String status, Map<String, Object> counts) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("status", status);
    record.put("model", saved.model().toString());
    record.put("data", data.path());
    record.putAll(counts);
    record.put("versions", Version.all());
    return record;
  }
}
