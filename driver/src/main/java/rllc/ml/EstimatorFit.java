package rllc.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.shared.HasWeightCol;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import rllc.kernel.KernelMode;
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.RunSettings;
import rllc.settings.Score;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.ValidationSettings;
import rllc.settings.preset.Presets;
import rllc.spark.FitOrigin;
import rllc.spark.LinearFit;
import rllc.spark.data.LabelledData;
import rllc.spark.data.PackedData;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.spark.input.InputColumns;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;
import rllc.train.run.RunControl;

/** From an estimator's parameters to a fit: what is the same for all families. */
final class EstimatorFit {
  private static final System.Logger LOG = System.getLogger(EstimatorFit.class.getName());

  private final RllcParams<?> params;
  private final Columns columns;
  private final Optional<TrainingListener> listener;

  /**
   * @param listener null for none
   */
  EstimatorFit(RllcParams<?> params, Columns columns, TrainingListener listener) {
    this.params = params;
    this.columns = columns;
    this.listener = Optional.ofNullable(listener);
  }

  /** The weight column, or null where there is none: an empty name counts as none, as in Spark. */
  static String weight(HasWeightCol params) {
    return params.isDefined(params.weightCol()) && !params.getWeightCol().isEmpty()
        ? params.getWeightCol()
        : null;
  }

  Columns columns() {
    return columns;
  }

  /** The rows that train. */
  Dataset<Row> training(Dataset<Row> rows) {
    return validates() ? rows.filter(functions.not(indicator(rows))) : rows;
  }

  /** The rows that score the model, if there is a column that names them. */
  private Optional<Dataset<Row>> validation(Dataset<Row> rows) {
    return validates() ? Optional.of(rows.filter(indicator(rows))) : Optional.empty();
  }

  private boolean validates() {
    return params.isDefined(params.validationIndicatorCol())
        && !params.getValidationIndicatorCol().isEmpty();
  }

  /** A row without an indicator is neither: it must not vanish. */
  private Column indicator(Dataset<Row> rows) {
    String name = params.getValidationIndicatorCol();
    String must = "`validationIndicatorCol` must name a column of true and false, got ";
    if (rows.schema().getFieldIndex(name).isEmpty()) {
      throw new BadInputException(must + name + ", which is none of the table's");
    }
    if (!(rows.schema().apply(name).dataType() instanceof BooleanType type)) {
      String was = rows.schema().apply(name).dataType().simpleString();
      throw new BadInputException(must + name + " of type " + was);
    }
    Column null0 = functions.raise_error(functions.lit(must + name + " with a null"));
    return functions.coalesce(InputColumns.column(name), null0.cast(type));
  }

  /** The settings; {@code stop.maxSteps} is Spark's {@code maxIter}. */
  TrainingSettings settings(ModelSettings model, int maxIter, double tol) {
    if (maxIter < 1) {
      throw new IllegalArgumentException("`maxIter` must be at least 1, got " + maxIter);
    }
    Optional<ValidationSettings> validation =
        validates()
            ? Optional.of(
                new ValidationSettings(
                    OptionalDouble.empty(),
                    params.getPatience(),
                    Score.named(params.getValidationMetric())))
            : Optional.empty();
    return new TrainingSettings(
        model,
        Presets.parse(params.getOptimizer(), value(params.c1()), value(params.c2())),
        new Batching(BatchSize.parse(params.getBatch()), Optional.empty(), Optional.empty()),
        new StopSettings(
            maxIter,
            value(params.maxPasses()),
            value(params.maxSeconds()),
            tol,
            value(params.targetLoss()),
            validation),
        new RunSettings(
            params.getSeed(),
            RunSettings.Coordinates.AUTO,
            RunSettings.Start.AUTO,
            KernelMode.AUTO,
            RunSettings.Precision.AUTO));
  }

  private OptionalDouble value(DoubleParam param) {
    return params.isDefined(param)
        ? OptionalDouble.of((Double) params.getOrDefault(param))
        : OptionalDouble.empty();
  }

  /** A saved model's parameters, if there is one to start from. */
  private Optional<double[]> start(ModelSettings.Family family, int outputs, int features) {
    return params.isDefined(params.initialModelPath())
        ? Optional.of(InitialModel.theta(params.getInitialModelPath(), family, outputs, features))
        : Optional.empty();
  }

  /**
   * Trains.
   *
   * @param rows all, of which {@code train} are those that train
   * @throws IllegalStateException if there is no usable model
   */
  Result fit(Dataset<Row> rows, LabelledData train, TrainingSettings settings) {
    Optional<PackedData> validation =
        validation(rows).map(held -> BadInputException.unwrapped(() -> packed(held, train)));
    try {
      return fit(train, validation, settings);
    } finally {
      validation.ifPresent(PackedData::close);
    }
  }

  private PackedData packed(Dataset<Row> heldOut, LabelledData train) {
    return PackedData.packHeldOut(
        heldOut, columns, train.labels().coding(), BadRows.FAIL, Order.AS_READ);
  }

  private Result fit(
      LabelledData train, Optional<PackedData> validation, TrainingSettings settings) {
    List<StepRecord> steps = new ArrayList<>();
    List<TrainingListener> listeners = new ArrayList<>();
    listeners.add(TrainingListener.ofSteps(steps::add));
    listener.ifPresent(listeners::add);
    FitOrigin origin =
        start(train.labels().family(), train.labels().outputs(), train.rows().features())
            .map(FitOrigin::at)
            .orElse(FitOrigin.BEGINNING);
    LinearFit fit =
        LinearFit.fit(
            train.rows(),
            validation,
            train.labels(),
            settings,
            origin,
            new RunControl(listeners, () -> false, System::nanoTime));
    if (!fit.stop().hasModel()) {
      throw new IllegalStateException(
          "the training ended without a usable model ("
              + fit.stop().status()
              + "): "
              + fit.stop().text());
    }
    if (fit.stop().status().startsWith("max-")) {
      LOG.log(System.Logger.Level.WARNING, "the training has not converged: " + fit.stop().text());
    }
    return new Result(
        fit.theta(),
        new RllcSummary(
            steps, fit.last(), fit.stop(), fit.optimizer(), fit.validation(), fit.kernels()));
  }

  /**
   * A trained model's numbers.
   *
   * @param theta as {@link LinearFit#theta}
   */
  record Result(double[] theta, RllcSummary summary) {}
}
