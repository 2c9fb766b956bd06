package rllc.jobs.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import rllc.settings.ModelSettings;
import rllc.settings.TrainingSettings;
import rllc.spark.LinearFit;
import rllc.spark.data.DataChecks;
import rllc.spark.data.PackedData;
import rllc.spark.input.Labels;

/**
 * What everybody solves.
 *
 * @param labels the family and its classes
 * @param settings the model's and the kernel's count; any of the contestants'
 * @param rows to train on
 * @param features d
 * @param nonZeros of the features
 * @param fingerprint of the rows in their order
 * @param labelDeviation of the labels
 * @param atZero objective where all coefficients and intercepts are zero
 */
public record Problem(
    Labels labels,
    TrainingSettings settings,
    long rows,
    int features,
    long nonZeros,
    String fingerprint,
    double labelDeviation,
    double atZero) {
  /**
   * Looks at the rows.
   *
   * @throws rllc.spark.input.BadInputException if the labels are constant
   */
  public static Problem of(PackedData data, Labels labels, TrainingSettings settings) {
    DataChecks.check(data, labels, settings.model());
    DataChecks.checkLabelsVary(data);
    return new Problem(
        labels,
        settings,
        data.rows(),
        data.features(),
        data.nonZeros(),
        data.fingerprint(),
        data.moments().labelDeviation(),
        LinearFit.objective(
            data, labels, settings, new double[labels.outputs() * (data.features() + 1)]));
  }

  /** MLlib's objective times this is ours. */
  public double mllibLossUnit() {
    double unit = labels.family().labelUnit(labelDeviation);
    return unit * unit;
  }

  Map<String, Object> fields() {
    ModelSettings model = settings.model();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rows", rows);
    fields.put("features", features);
    fields.put("nonZeros", nonZeros);
    fields.put("family", labels.family().text());
    fields.put("labels", labels.coding().values());
    fields.put("fingerprint", fingerprint);
    fields.put("regParam", model.regParam());
    fields.put("elasticNetParam", model.elasticNetParam());
    fields.put("fitIntercept", model.fitIntercept());
    fields.put("standardization", model.standardization());
    fields.put("objectiveAtZero", atZero);
    return fields;
  }
}
