package rllc.jobs.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rllc.jobs.settings.MlflowSettings;
import rllc.train.objective.StepSeconds;
import rllc.train.report.StepRecord;
import rllc.train.report.StopReason;

/** What is asked of a server that answers as MLflow does. */
class MlflowListenerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Asked(String what, JsonNode body) {}

  private final List<Asked> asked = new ArrayList<>();
  private boolean hasExperiment;
  private HttpServer server;
  private String uri;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    uri = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/api/2.0/mlflow/",
        exchange -> {
          String what = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
          asked.add(new Asked(what, JSON.readTree(exchange.getRequestBody().readAllBytes())));
          byte[] answer = answer(what).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String answer(String what) {
    return switch (what) {
      case "experiments/search" ->
          hasExperiment ? "{\"experiments\": [{\"experiment_id\": \"3\"}]}" : "{}";
      case "experiments/create" -> "{\"experiment_id\": \"7\"}";
      case "runs/create" -> "{\"run\": {\"info\": {\"run_id\": \"abc\"}}}";
      default -> "{}";
    };
  }

  private static StepRecord step(int number, double validation) {
    return new StepRecord(
        number, number + 1, 0.5, 2, 1, new double[0], 1, 5, StepSeconds.ZERO, 0, validation);
  }

  private void run() {
    Map<String, Object> settings =
        Map.of("model", Map.of("regParam", 0.25), "data", Map.of("query", "x".repeat(600)));
    MlflowListener listener = new MlflowListener(uri + "/", "it's", settings, "out/model");
    listener.started();
    listener.step(step(0, Double.NaN));
    listener.step(step(1, 0.75));
    listener.ended(new StopReason.Converged("done"));
  }

  @Test
  void aRunHasParametersMetricsOfEachStepAndAnEnd() {
    run();
    assertEquals(
        List.of(
            "experiments/search",
            "experiments/create",
            "runs/create",
            "runs/log-batch",
            "runs/log-batch",
            "runs/log-batch",
            "runs/update"),
        asked.stream().map(Asked::what).toList());
    assertEquals("name = 'it\\'s'", asked.get(0).body().get("filter").asText());
    assertEquals("7", asked.get(2).body().get("experiment_id").asText());
    assertEquals("out/model", asked.get(2).body().at("/tags/0/value").asText());
    JsonNode params = asked.get(3).body().get("params");
    assertEquals(2, params.size());
    for (JsonNode param : params) {
      boolean query = param.get("key").asText().equals("data.query");
      assertEquals(query ? "x".repeat(500) : "0.25", param.get("value").asText());
    }
    JsonNode metrics = asked.get(4).body().get("metrics");
    assertEquals(7, metrics.size(), "no NaN");
    assertEquals("validation", metrics.get(6).get("key").asText());
    assertEquals(1, metrics.get(6).get("step").asInt());
    assertEquals(0.75, metrics.get(6).get("value").asDouble());
    assertEquals("abc", asked.get(6).body().get("run_id").asText());
    assertEquals("FINISHED", asked.get(6).body().get("status").asText());
  }

  @Test
  void anExperimentThatIsThereIsTaken() {
    hasExperiment = true;
    run();
    assertEquals("runs/create", asked.get(1).what());
    assertEquals("3", asked.get(1).body().get("experiment_id").asText());
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    server.stop(0);
    MlflowListener listener = new MlflowListener(uri, "e", Map.of(), "m");
    String message = assertThrows(IllegalStateException.class, listener::started).getMessage();
    assertTrue(message.startsWith("`mlflow.uri` must answer") && message.contains(uri), message);
    assertEquals(
        "`mlflow.uri` must be a server such as http://localhost:5000, got localhost:5000",
        assertThrows(
                IllegalArgumentException.class, () -> new MlflowSettings("localhost:5000", "e"))
            .getMessage());
  }
}
