package rllc.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rllc.family.Family;
import rllc.jobs.output.RunRecord;
import rllc.jobs.report.ModelFacts;
import rllc.jobs.rows.TrainingRows;
import rllc.settings.TrainingSettings;
import rllc.spark.LinearFit;
import rllc.spark.data.ColumnProducts;
import rllc.spark.data.PackedData;
import rllc.spark.score.Metrics;
import rllc.train.diagnosis.Collinearity;
import rllc.train.diagnosis.Diagnosis;
import rllc.train.diagnosis.Evidence;
import rllc.train.report.StepRecord;

/** What is said of a fit once it is made: metrics, a diagnosis, and the report's facts. */
final class FitReview {
  private final TrainingSettings settings;
  private final RunRecord record;

  FitReview(TrainingSettings settings, RunRecord record) {
    this.settings = settings;
    this.record = record;
  }

  /**
   * Records all of it; of a fit without a model, the diagnosis alone.
   *
   * @return what the report shows beside the record; empty without a model
   */
  Map<String, Object> of(LinearFit fit, TrainingRows rows, List<StepRecord> steps) {
    long begin = System.nanoTime();
    Map<String, Double> train = Map.of();
    Optional<Evidence.Scored> validation = Optional.empty();
    if (fit.stop().hasModel()) {
      Family family = rows.labels().family();
      train = metrics(rows.train().rows(), fit, family);
      record.metrics("train", train);
      rows.test().ifPresent(test -> record.metrics("test", metrics(test, fit, family)));
      validation =
          rows.validation()
              .filter(held -> fit.validation().isPresent())
              .map(
                  held ->
                      new Evidence.Scored(
                          metrics(held, fit, family),
                          held.rows(),
                          settings.stop().validation().orElseThrow().score(family)));
      validation.ifPresent(scored -> recordValidation(scored, fit));
    }
    record.diagnosis(Diagnosis.of(evidence(fit, rows.train().rows(), steps, train, validation)));
    Map<String, Object> facts = fit.stop().hasModel() ? facts(fit, rows) : Map.of();
    record.scored((System.nanoTime() - begin) * 1e-9);
    return facts;
  }

  private Map<String, Object> facts(LinearFit fit, TrainingRows rows) {
    Family family = rows.labels().family();
    PackedData train = rows.train().rows();
    Map<String, Object> facts =
        new LinkedHashMap<>(ModelFacts.ofCoefficients(train, fit.theta(), rows.labels().outputs()));
    facts.put("judged", rows.test().isPresent() ? "test" : "training");
    facts.putAll(
        ModelFacts.ofQuality(
            family, rows.test().orElse(train), fit.theta(), settings.run().kernel()));
    return facts;
  }

  private Evidence evidence(
      LinearFit fit,
      PackedData rows,
      List<StepRecord> steps,
      Map<String, Double> train,
      Optional<Evidence.Scored> validation) {
    List<StepRecord> all = new ArrayList<>(steps);
    if (validation.isEmpty()) {
      all.add(fit.last());
    }
    // With a penalty the coefficients are determined, whatever the columns.
    Optional<double[][]> products =
        settings.model().regParam() == 0 ? ColumnProducts.of(rows) : Optional.empty();
    return new Evidence(
        settings,
        all,
        fit.stop(),
        fit.optimizer(),
        rows.moments(),
        rows::featureName,
        train,
        validation,
        products.flatMap(Collinearity::of));
  }

  private Map<String, Double> metrics(PackedData data, LinearFit fit, Family family) {
    return Metrics.of(family, data, fit.theta(), settings.run().kernel());
  }

  private void recordValidation(Evidence.Scored scored, LinearFit fit) {
    record.validation(
        scored.rows(), scored.score(), fit.validation().orElseThrow(), scored.metrics());
  }
}
