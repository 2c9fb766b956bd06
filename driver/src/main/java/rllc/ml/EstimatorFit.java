package rllc.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.shared.HasWeightCol;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.family.Score;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.TrainingSettings;
import rllc.spark.FitOrigin;
import rllc.spark.LinearFit;
import rllc.spark.data.LabelledData;
import rllc.spark.data.PackedData;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.spark.input.Labels;
import rllc.spark.path.PathFit;
import rllc.spark.path.PathScores;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;
import rllc.train.run.RunControl;

/**
 * From estimators' parameters to models: what is the same for all families. Several estimators that
 * differ in regParam and elasticNetParam alone are one path over rows that are packed once.
 *
 * @param <E> the estimator
 * @param <M> the model
 */
abstract class EstimatorFit<E extends RllcParams<E>, M extends Model<M>> {
  private static final System.Logger LOG = System.getLogger(EstimatorFit.class.getName());

  private final List<E> asked;
  private final Columns columns;
  private final Optional<TrainingListener> listener;

  /**
   * @param listener hears a fit alone, not those of a path; null for none
   */
  EstimatorFit(List<E> asked, Columns columns, TrainingListener listener) {
    this.asked = asked;
    this.columns = columns;
    this.listener = Optional.ofNullable(listener);
  }

  /** The weight column, or null where there is none: an empty name counts as none, as in Spark. */
  static String weight(HasWeightCol params) {
    return params.isDefined(params.weightCol()) && !params.getWeightCol().isEmpty()
        ? params.getWeightCol()
        : null;
  }

  abstract LabelledData pack(Dataset<Row> training);

  abstract ModelSettings model(E params, LabelledData train);

  abstract TrainingSettings settings(E params, ModelSettings model, boolean validates);

  /** The parameters of a model that needs no training, if the labels leave nothing to learn. */
  Optional<double[]> untrained(ModelSettings model, LabelledData train) {
    return Optional.empty();
  }

  /** A model of Spark's. */
  abstract M spark(E params, double[] theta, Labels labels);

  /** Gives the model Spark's training summary, and returns that. */
  abstract Object summarise(M model, Dataset<Row> training, double[] objectives);

  /**
   * One model for each estimator.
   *
   * @throws BadInputException if the rows cannot be trained on
   * @throws IllegalStateException if a training ends without a usable model
   */
  final List<M> train(Dataset<Row> rows) {
    ValidationRows parts = ValidationRows.of(asked.get(0), rows);
    try (LabelledData train = BadInputException.unwrapped(() -> pack(parts.training()))) {
      Optional<double[]> untrained = untrained(model(asked.get(0), train), train);
      if (untrained.isPresent()) {
        return asked.stream()
            .map(params -> untrained(params, untrained.get(), train.labels(), parts.training()))
            .toList();
      }
      Optional<PackedData> validation =
          parts
              .validation()
              .map(held -> BadInputException.unwrapped(() -> packed(held, train.labels())));
      try {
        return train(parts.training(), train, validation);
      } finally {
        validation.ifPresent(PackedData::close);
      }
    }
  }

  private M untrained(E params, double[] theta, Labels labels, Dataset<Row> training) {
    M model = params.copyValues(spark(params, theta, labels), ParamMap.empty());
    summarise(model, training, new double[] {0});
    return model;
  }

  private PackedData packed(Dataset<Row> heldOut, Labels labels) {
    return PackedData.packHeldOut(heldOut, columns, labels.coding(), BadRows.FAIL, Order.AS_READ);
  }

  private List<M> train(
      Dataset<Row> training, LabelledData train, Optional<PackedData> validation) {
    List<TrainingSettings> settings =
        asked.stream()
            .map(params -> settings(params, model(params, train), validation.isPresent()))
            .toList();
    List<List<StepRecord>> steps =
        asked.stream().map(p -> (List<StepRecord>) new ArrayList<StepRecord>()).toList();
    List<LinearFit> fits = fits(train, validation, settings, steps);
    return IntStream.range(0, fits.size())
        .mapToObj(i -> model(asked.get(i), fits.get(i), steps.get(i), train.labels(), training))
        .toList();
  }

  private List<LinearFit> fits(
      LabelledData train,
      Optional<PackedData> validation,
      List<TrainingSettings> settings,
      List<List<StepRecord>> steps) {
    Labels labels = train.labels();
    FitOrigin origin = origin(asked.get(0), labels, train.rows().features());
    if (settings.size() > 1) {
      return PathFit.fit(
              train.rows(),
              validation,
              labels,
              settings,
              origin,
              i -> RunControl.of(TrainingListener.ofSteps(steps.get(i)::add)))
          .fits();
    }
    List<TrainingListener> listeners = new ArrayList<>();
    listeners.add(TrainingListener.ofSteps(steps.get(0)::add));
    listener.ifPresent(listeners::add);
    RunControl control = RunControl.of(listeners.toArray(TrainingListener[]::new));
    return List.of(
        LinearFit.fit(train.rows(), validation, labels, settings.get(0), origin, control));
  }

  /**
   * The mean score of each estimator over folds of the rows.
   *
   * @throws IllegalStateException if a training ends without a usable model
   */
  final double[] foldScores(Dataset<Row> rows, int folds, long seed, Score score) {
    try (LabelledData train = BadInputException.unwrapped(() -> pack(rows))) {
      List<TrainingSettings> settings =
          asked.stream().map(params -> settings(params, model(params, train), false)).toList();
      double[] means =
          PathScores.folds(
                  train.rows(),
                  train.labels(),
                  EstimatorSettings.scoring(settings.get(0), score, seed),
                  settings,
                  folds,
                  fold -> penalty -> RunControl.nobody())
              .means();
      for (double mean : means) {
        if (Double.isNaN(mean)) {
          throw new IllegalStateException(
              "a training of the search ended without a usable model, or without a " + score.key());
        }
      }
      return means;
    }
  }

  private static FitOrigin origin(RllcParams<?> params, Labels labels, int features) {
    return params.isDefined(params.initialModelPath())
        ? FitOrigin.at(InitialModel.theta(params.getInitialModelPath(), labels, features))
        : FitOrigin.BEGINNING;
  }

  private M model(
      E params, LinearFit fit, List<StepRecord> steps, Labels labels, Dataset<Row> training) {
    if (!fit.stop().hasModel()) {
      throw new IllegalStateException(
          String.format(
              "the training ended without a usable model (%s): %s",
              fit.stop().status(), fit.stop().text()));
    }
    if (fit.stop().status().startsWith("max-")) {
      LOG.log(System.Logger.Level.WARNING, "the training has not converged: " + fit.stop().text());
    }
    M model = params.copyValues(spark(params, fit.theta(), labels), ParamMap.empty());
    RllcSummary summary =
        new RllcSummary(
            steps, fit.last(), fit.stop(), fit.optimizer(), fit.validation(), fit.kernels());
    summary.keepBeside(summarise(model, training, summary.objectiveHistory()));
    return model;
  }
}
