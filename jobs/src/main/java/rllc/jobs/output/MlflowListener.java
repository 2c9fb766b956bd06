package rllc.jobs.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rllc.jobs.settings.JobSettings;
import rllc.train.report.StepRecord;
import rllc.train.report.StopReason;
import rllc.train.report.TrainingListener;

/**
 * Logs a run to an MLflow tracking server by its REST API (2.0): settings as parameters, numbers of
 * each step as metrics, the place of the model as a tag. A server that does not answer ends nothing
 * but the logging: a listener that throws is asked no more.
 */
public final class MlflowListener implements TrainingListener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** MLflow takes as many metrics in one request. */
  private static final int MOST_METRICS = 1000;

  private static final int MOST_PARAMETERS = 100;
  private static final int LONGEST_PARAMETER = 500;
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String server;
  private final String experiment;
  private final Map<String, Object> settings;
  private final String model;
  private final List<Map<String, Object>> waiting = new ArrayList<>();
  private String run;

  /**
   * @param server such as {@code http://localhost:5000}
   * @param experiment made if it is not there
   * @param settings all of the run, nested
   * @param model where it will be saved
   */
  MlflowListener(String server, String experiment, Map<String, Object> settings, String model) {
    this.server = server.replaceAll("/+$", "");
    this.experiment = experiment;
    this.settings = settings;
    this.model = model;
  }

  /** The one that {@code mlflow.uri} asks for, if it is set. */
  public static Optional<TrainingListener> of(JobSettings settings, OutputFolder folder) {
    return settings
        .mlflow()
        .map(
            to ->
                new MlflowListener(
                    to.uri(), to.experiment(), settings.resolved(), folder.child("model")));
  }

  @Override
  public void started() {
    Map<String, Object> create = new LinkedHashMap<>();
    create.put("experiment_id", experimentId());
    create.put("start_time", System.currentTimeMillis());
    create.put("tags", List.of(entry("rllc.model", model)));
    run = post("runs/create", create).at("/run/info/run_id").asText();
    List<Map<String, Object>> parameters = new ArrayList<>();
    collect("", settings, parameters);
    for (int from = 0; from < parameters.size(); from += MOST_PARAMETERS) {
      int to = Math.min(parameters.size(), from + MOST_PARAMETERS);
      log("params", parameters.subList(from, to));
    }
  }

  private String experimentId() {
    String query = "experiments/search";
    String filter = "name = '" + experiment.replace("'", "\\'") + "'";
    JsonNode found = post(query, Map.of("filter", filter, "max_results", 1));
    String known = found.at("/experiments/0/experiment_id").asText();
    return known.isEmpty()
        ? post("experiments/create", Map.of("name", experiment)).get("experiment_id").asText()
        : known;
  }

  private static void collect(
      String prefix, Map<?, ?> settings, List<Map<String, Object>> parameters) {
    settings.forEach(
        (key, value) -> {
          String name = prefix + key;
          if (value instanceof Map<?, ?> inner) {
            collect(name + ".", inner, parameters);
          } else if (value != null) {
            String text = value.toString();
            boolean fits = text.length() <= LONGEST_PARAMETER;
            parameters.add(entry(name, fits ? text : text.substring(0, LONGEST_PARAMETER)));
          }
        });
  }

  private static Map<String, Object> entry(String key, Object value) {
    return Map.of("key", key, "value", value);
  }

  @Override
  public void step(StepRecord step) {
    metric("loss", step.loss(), step.step());
    metric("gradNorm", step.gradNorm(), step.step());
    metric("passes", step.passes(), step.step());
    metric("validation", step.validation(), step.step());
    if (waiting.size() >= MOST_METRICS / 2) {
      flush();
    }
  }

  private void metric(String name, double value, int step) {
    if (Double.isFinite(value)) {
      Map<String, Object> metric = new LinkedHashMap<>(entry(name, value));
      metric.put("timestamp", System.currentTimeMillis());
      metric.put("step", step);
      waiting.add(metric);
    }
  }

  private void flush() {
    if (!waiting.isEmpty()) {
      log("metrics", waiting);
      waiting.clear();
    }
  }

  @Override
  public void ended(StopReason reason) {
    flush();
    log("tags", List.of(entry("rllc.status", reason.status())));
    Map<String, Object> update = new LinkedHashMap<>();
    update.put("run_id", run);
    update.put("status", reason.hasModel() ? "FINISHED" : "FAILED");
    update.put("end_time", System.currentTimeMillis());
    post("runs/update", update);
  }

  private void log(String what, List<Map<String, Object>> entries) {
    post("runs/log-batch", Map.of("run_id", run, what, entries));
  }

  private JsonNode post(String what, Map<String, Object> body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server + "/api/2.0/mlflow/" + what))
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
              .build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != OK) {
        throw new IllegalStateException(
            "MLflow must answer " + what + " with 200, got " + response.statusCode());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException("`mlflow.uri` must answer, got " + e + " of " + server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while MLflow was asked", e);
    }
  }
}
