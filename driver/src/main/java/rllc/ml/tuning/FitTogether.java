package rllc.ml.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamPair;
import org.apache.spark.sql.Dataset;
import rllc.ml.SparkModels;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Models for all parameter maps of a search over one table. An estimator is asked for all of them
 * at once, and ours then trains a path. Of a pipeline, the stages before the last are fitted once
 * for all maps that agree on them.
 */
final class FitTogether {
  private FitTogether() {}

  /** One model for each map, in their order. */
  static List<Model<?>> fit(Estimator<?> estimator, Dataset<?> table, List<ParamMap> maps) {
    return estimator instanceof Pipeline pipeline && canShare(pipeline, maps)
        ? pipelines(pipeline, table, maps)
        : alone(estimator, table, maps);
  }

  @SuppressWarnings("unchecked")
  private static List<Model<?>> alone(
      Estimator<?> estimator, Dataset<?> table, List<ParamMap> maps) {
    return (List<Model<?>>)
        (List<?>)
            List.copyOf(
                CollectionConverters.asJava(
                    estimator.fit(table, CollectionConverters.asScala(maps).toSeq())));
  }

  /** Whether the last stage is one to be fitted, and no map changes which stages there are. */
  private static boolean canShare(Pipeline pipeline, List<ParamMap> maps) {
    PipelineStage[] stages = pipeline.getStages();
    return stages.length > 0
        && stages[stages.length - 1] instanceof Estimator
        && maps.stream().noneMatch(map -> map.contains(pipeline.stages()));
  }

  private static List<Model<?>> pipelines(
      Pipeline pipeline, Dataset<?> table, List<ParamMap> maps) {
    PipelineStage[] stages = pipeline.getStages();
    Estimator<?> last = (Estimator<?>) stages[stages.length - 1];
    // Maps are compared as text: they have no equality of their own.
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < maps.size(); i++) {
      String before = part(maps.get(i), last, false).toString();
      groups.computeIfAbsent(before, key -> new ArrayList<>()).add(i);
    }
    List<Model<?>> models = new ArrayList<>(Collections.nCopies(maps.size(), null));
    for (List<Integer> group : groups.values()) {
      PipelineModel prefix =
          new Pipeline(pipeline.uid())
              .setStages(Arrays.copyOf(stages, stages.length - 1))
              .fit(table, part(maps.get(group.get(0)), last, false));
      List<ParamMap> own = group.stream().map(i -> part(maps.get(i), last, true)).toList();
      List<Model<?>> fitted = fit(last, prefix.transform(table), own);
      for (int k = 0; k < group.size(); k++) {
        models.set(group.get(k), joined(pipeline, prefix, fitted.get(k)));
      }
    }
    return models;
  }

  /** The pairs of {@code map} that are {@code stage}'s, or those that are not. */
  private static ParamMap part(ParamMap map, Estimator<?> stage, boolean its) {
    ParamMap part = new ParamMap();
    for (ParamPair<?> pair : CollectionConverters.asJava(map.toSeq())) {
      if (pair.param().parent().equals(stage.uid()) == its) {
        part.put(List.of(pair));
      }
    }
    return part;
  }

  private static PipelineModel joined(Pipeline pipeline, PipelineModel prefix, Model<?> last) {
    Transformer[] stages = Arrays.copyOf(prefix.stages(), prefix.stages().length + 1);
    stages[stages.length - 1] = last;
    return SparkModels.pipeline(pipeline.uid(), stages).setParent(pipeline);
  }
}
