package rllc.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /**
   * The page of one training.
   *
   * @param run what run.json has
   */
  public static String ofRun(Map<String, Object> run, ThinnedHistory trace) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", run);
    data.put("history", trace.lines());
    return of("Training", data, "run.js");
  }

  private static String of(String title, Map<String, Object> data, String script) {
    return String.join(
        "\n",
        "<!doctype html>",
        "<html lang=\"en\">",
        "<head>",
        "<meta charset=\"utf-8\">",
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
