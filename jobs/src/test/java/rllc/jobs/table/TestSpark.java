package rllc.jobs.table;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.settings.SettingsReader;
import rllc.jobs.settings.SettingsText;
import rllc.jobs.table.files.SourceTable;
import rllc.settings.DataSettings;

/** A small local Spark for tests of tables. */
final class TestSpark {
  private TestSpark() {}

  static SparkSession start() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate();
  }

  /** Settings as a user writes them. */
  static DataSettings data(String... settings) {
    return SettingsReader.data(SettingsText.of(ConfigFactory.empty(), List.of(settings)));
  }

  static SourceTable source(SparkSession spark, String... settings) {
    return new TableReader(spark).read(data(settings));
  }
}
