package rllc.jobs.settings;

/**
 * {@code mlflow.*}.
 *
 * @param uri of a tracking server, http or https
 * @param experiment that runs are logged to
 */
public record MlflowSettings(String uri, String experiment) {
  public MlflowSettings {
    if (!uri.matches("https?://[^/].*")) {
      throw new IllegalArgumentException(
          "`mlflow.uri` must be a server such as http://localhost:5000, got " + uri);
    }
    if (experiment.isBlank()) {
      throw new IllegalArgumentException("`mlflow.experiment` must not be empty");
    }
  }
}
