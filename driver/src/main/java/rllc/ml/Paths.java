package rllc.ml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Several parameter maps of one estimator: those that a path can serve are trained together. */
final class Paths {
  private static final Set<String> PENALTY = Set.of("regParam", "elasticNetParam");

  private Paths() {}

  /**
   * One model for each map, in their order.
   *
   * @param train trains estimators that differ in their penalty alone
   */
  static <E extends Estimator<M>, M extends Model<M>> List<M> fit(
      E estimator,
      Dataset<?> dataset,
      ParamMap[] maps,
      BiFunction<List<E>, Dataset<Row>, List<M>> train) {
    List<E> asked = copies(estimator, dataset, maps);
    List<M> models = new ArrayList<>(Collections.nCopies(maps.length, null));
    for (List<Integer> path : of(asked)) {
      List<M> fits = train.apply(path.stream().map(asked::get).toList(), dataset.toDF());
      for (int k = 0; k < fits.size(); k++) {
        models.set(path.get(k), fits.get(k).setParent(asked.get(path.get(k))));
      }
    }
    return models;
  }

  /** One score for each map, in their order; otherwise as {@link #fit}. */
  static <E extends Estimator<?>> double[] scores(
      E estimator,
      Dataset<?> dataset,
      ParamMap[] maps,
      BiFunction<List<E>, Dataset<Row>, double[]> score) {
    List<E> asked = copies(estimator, dataset, maps);
    double[] scores = new double[maps.length];
    for (List<Integer> path : of(asked)) {
      double[] its = score.apply(path.stream().map(asked::get).toList(), dataset.toDF());
      for (int k = 0; k < its.length; k++) {
        scores[path.get(k)] = its[k];
      }
    }
    return scores;
  }

  private static <E extends Estimator<?>> List<E> copies(
      E estimator, Dataset<?> dataset, ParamMap[] maps) {
    List<E> copies = new ArrayList<>();
    for (ParamMap map : maps) {
      E copy = copy(estimator, map);
      copy.transformSchema(dataset.schema());
      copies.add(copy);
    }
    return copies;
  }

  /** The places of estimators that are one path, path by path. */
  private static Collection<List<Integer>> of(List<? extends Params> asked) {
    Map<Map<String, String>, List<Integer>> paths = new LinkedHashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      paths.computeIfAbsent(withoutPenalty(asked.get(i)), key -> new ArrayList<>()).add(i);
    }
    return paths.values();
  }

  @SuppressWarnings("unchecked")
  private static <E extends Estimator<?>> E copy(E estimator, ParamMap map) {
    return (E) estimator.copy(map);
  }

  /** All that is set but the penalty, as text that two estimators can be compared by. */
  private static Map<String, String> withoutPenalty(Params params) {
    Map<String, String> values = new TreeMap<>();
    for (Param<?> param : params.params()) {
      if (params.isDefined(param) && !PENALTY.contains(param.name())) {
        values.put(param.name(), text(params, param));
      }
    }
    return values;
  }

  private static <T> String text(Params params, Param<T> param) {
    return param.jsonEncode(params.getOrDefault(param));
  }
}
