package rllc.jobs.output;

import java.util.LinkedHashMap;
import java.util.Map;
import rllc.jobs.Version;

/** What the record of a study of several trainings begins with: compare.json and its like. */
public final class StudyRecord {
  private StudyRecord() {}

  /** Writes it before the work begins: a study that is killed leaves a folder known to be ours. */
  public static void begin(OutputFolder folder, Map<String, Object> settings) {
    folder.make();
    folder.beginRun(of("interrupted", settings));
  }

  /**
   * A record to be filled.
   *
   * @param settings all of the study
   */
  public static Map<String, Object> of(String status, Map<String, Object> settings) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("status", status);
    record.put("settings", settings);
    record.put("versions", Version.all());
    return record;
  }
}
