package rllc.ml.tuning;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * The estimator of a search, as long as it runs. Spark's searches ask for one model at a time; at
 * the first question for a table, the models of all maps are trained together.
 *
 * @param <M> the model
 */
final class SearchedEstimator<M extends Model<M>> extends Estimator<M> {
  private static final long serialVersionUID = 1L;

  private final Estimator<M> estimator;
  private final transient List<ParamMap> maps;
  private final transient Dataset<?> whole;

  /** Models that nobody has asked for yet, table by table. */
  private final transient Map<Dataset<?>, Model<?>[]> trained = new IdentityHashMap<>();

  /**
   * @param maps of the search
   * @param whole the table of which only the best map's model is wanted
   */
  SearchedEstimator(Estimator<M> estimator, ParamMap[] maps, Dataset<?> whole) {
    this.estimator = estimator;
    this.maps = List.of(maps);
    this.whole = whole;
  }

  @Override
  public M fit(Dataset<?> table) {
    return estimator.fit(table);
  }

  @Override
  @SuppressWarnings("unchecked")
  public M fit(Dataset<?> table, ParamMap map) {
    int place = place(map);
    if (table == whole || place < 0) {
      return estimator.fit(table, map);
    }
    // Spark asks from several threads; whoever comes first trains for all.
    synchronized (trained) {
      Model<?>[] models =
          trained.computeIfAbsent(
              table, t -> FitTogether.fit(estimator, t, maps).toArray(Model<?>[]::new));
      M model = (M) models[place];
      models[place] = null;
      if (Arrays.stream(models).allMatch(m -> m == null)) {
        trained.remove(table);
      }
      return model == null ? estimator.fit(table, map) : model;
    }
  }

  /** Maps are compared by identity: Spark hands over those of the search. */
  private int place(ParamMap map) {
    for (int i = 0; i < maps.size(); i++) {
      if (maps.get(i) == map) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return estimator.transformSchema(schema);
  }

  @Override
  public Estimator<M> copy(ParamMap extra) {
    return estimator.copy(extra);
  }

  @Override
  public String uid() {
    return estimator.uid();
  }
}
