package rllc.spark.score;

import rllc.family.Family;
import rllc.family.Score;
import rllc.kernel.KernelMode;
import rllc.settings.TrainingSettings;
import rllc.spark.data.PackedData;
import rllc.spark.input.BadInputException;

/**
 * Rows that score a model while it is trained: one small job each time; of millions of rows the
 * area under the curve takes another one.
 *
 * @param rows packed like the training rows, apart from them
 * @param score which number
 */
public record Validation(PackedData rows, Family family, Score score, KernelMode kernel) {
  /**
   * The score that {@code settings} ask for.
   *
   * @throws BadInputException if it is not defined where all labels are the same, and they are
   */
  public static Validation of(PackedData rows, Family family, TrainingSettings settings) {
    Score score = settings.stop().validation().orElseThrow().score(family);
    if (score.needsTwoLabels() && !(rows.moments().labelDeviation() > 0)) {
      throw new BadInputException(
          "the labels of the validation rows must have two values or more for `stop.metric` "
              + score.key()
              + ", got only "
              + rows.moments().labelMean());
    }
    return new Validation(rows, family, score, settings.run().kernel());
  }

  /** The score of a model on the features' own scale. */
  public double of(double[] theta) {
    return Metrics.one(score, family, rows, theta, kernel);
  }
}
