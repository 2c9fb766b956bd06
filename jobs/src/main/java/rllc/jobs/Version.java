package rllc.jobs;

import java.util.LinkedHashMap;
import java.util.Map;

/** Versions of what a run depends on. */
public final class Version {
  private Version() {}

  /** Of this project, from the jar's manifest. */
  public static String rllc() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  /** rllc, spark, scala, java, os, arch. */
  public static Map<String, String> all() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("rllc", rllc());
    versions.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    versions.put("scala", scala.util.Properties$.MODULE$.versionNumberString());
    versions.put("java", System.getProperty("java.version"));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    versions.put("arch", System.getProperty("os.arch"));
    return versions;
  }
}
