package rllc.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import rllc.jobs.settings.SettingsText;

/**
 * A self-contained HTML page: style, chart library, data as JSON, and the script that shows them.
 */
public final class Page {
  private static final String CHARTS =
      "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

  private Page() {}

  /** The page of a comparison, of what compare.json has. */
  public static String ofComparison(Map<String, Object> comparison) {
    return of("Optimizers compared", comparison, "compare.js");
  }

  /** The page of an ablation, of what ablate.json has. */
  public static String ofAblation(Map<String, Object> ablation) {
    return of("Units, laws and classical methods", ablation, "ablate.js");
  }

  /** The page of a scaling experiment, of what scale.json has. */
  public static String ofScaling(Map<String, Object> scaling) {
    return of("Scaling", scaling, "scale.js");
  }

  /**
   * The page of one training.
   *
   * @param run what run.json has
   * @param facts of the model ({@link ModelFacts}); empty if there is none
   */
  public static String ofRun(
      Map<String, Object> run, ThinnedHistory trace, Map<String, Object> facts) {
    return of("Training", data(run, trace, facts), "run.js");
  }

  /** The page of a training that is under way; it fetches itself anew. */
  public static String whileRunning(Map<String, Object> run, ThinnedHistory trace) {
    return ofRun(run, trace, Map.of())
        .replaceFirst(
            "<head>", "<head>\n<meta http-equiv=\"refresh\" content=\"" + LivePage.SECONDS + "\">");
  }

  private static Map<String, Object> data(
      Map<String, Object> run, ThinnedHistory trace, Map<String, Object> facts) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", run);
    data.put("history", trace.lines());
    data.put("model", facts);
    data.put("defaults", SettingsText.defaults());
    return data;
  }

  private static String of(String title, Map<String, Object> data, String script) {
    return String.join(
        "\n",
        "<!doctype html>",
        "<html lang=\"en\">",
        "<head>",
        "<meta charset=\"utf-8\">",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
        "<meta name=\"color-scheme\" content=\"light dark\">",
        "<title>" + title + "</title>",
        "<style>" + resource("page.css") + "</style>",
        "</head>",
        "<body>",
        "<noscript>This page draws its charts with a script.</noscript>",
        "<script id=\"data\" type=\"application/json\">" + json(data) + "</script>",
        "<script>" + charts() + "</script>",
        "<script>" + resource("page.js") + resource(script) + "</script>",
        "</body>",
        "</html>",
        "");
  }

  /** A text in the data cannot end the script. */
  private static String json(Map<String, Object> data) {
    try {
      return new ObjectMapper().writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without the mention of a source map, which a browser would look for. */
  private static String charts() {
    return resource(CHARTS).replaceAll("//# sourceMappingURL=\\S*", "");
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
