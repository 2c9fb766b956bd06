package rllc.train.diagnosis;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that is wrong with a run or its data, how it shows, and what to do about it.
 *
 * @param sign its name, such as {@code oscillation}
 * @param finding what was seen, with its numbers
 * @param quantity what shows it
 * @param value of the quantity; NaN if it could not be computed, as after an overflow
 * @param setting that remedies it
 * @param remedy the value to give it
 */
public record Diagnosis(
    String sign, String finding, String quantity, double value, String setting, String remedy) {
  /** All that {@code evidence} shows, the optimizer's troubles first; empty for a healthy run. */
  public static List<Diagnosis> of(Evidence evidence) {
    List<Diagnosis> all = new ArrayList<>();
    LearningSigns.of(evidence).ifPresent(all::add);
    all.addAll(DataSigns.of(evidence));
    return List.copyOf(all);
  }
}
