package rllc.ml.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;

/** The line of JSON that Spark ML keeps of a stage: its class, its uid and its parameters. */
final class StageMetadata {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StageMetadata() {}

  /** Of a stage that is no pipeline. */
  static String of(Transformer stage, String sparkVersion) {
    ObjectNode set = JSON.createObjectNode();
    ObjectNode defaults = JSON.createObjectNode();
    for (Param<?> param : stage.params()) {
      if (stage.isSet(param)) {
        set.set(param.name(), value(stage, param));
      }
      if (stage.hasDefault(param)) {
        defaults.set(param.name(), defaultValue(stage, param));
      }
    }
    return line(stage, sparkVersion, set, defaults);
  }

  /** A pipeline's only parameter is the stages' uids. */
  static String ofPipeline(PipelineModel model, String sparkVersion) {
    ObjectNode set = JSON.createObjectNode();
    Arrays.stream(model.stages()).map(Transformer::uid).forEach(set.putArray("stageUids")::add);
    return line(model, sparkVersion, set, JSON.createObjectNode());
  }

  private static String line(
      Transformer stage, String sparkVersion, ObjectNode set, ObjectNode defaults) {
    ObjectNode line = JSON.createObjectNode();
    line.put("class", stage.getClass().getName());
    line.put("timestamp", System.currentTimeMillis());
    line.put("sparkVersion", sparkVersion);
    line.put("uid", stage.uid());
    line.set("paramMap", set);
    line.set("defaultParamMap", defaults);
    return line.toString();
  }

  private static <T> JsonNode value(Transformer stage, Param<T> param) {
    return parsed(param.jsonEncode(stage.get(param).get()));
  }

  private static <T> JsonNode defaultValue(Transformer stage, Param<T> param) {
    return parsed(param.jsonEncode(stage.getDefault(param).get()));
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Spark must encode parameters as JSON, got " + json, e);
    }
  }
}
