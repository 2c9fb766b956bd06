package rllc.family;

import java.util.List;
import rllc.loss.Loss;

/** {@code model.family = auto}: the labels are to tell. */
record Undecided() implements Family {
  @Override
  public String text() {
    return "auto";
  }

  @Override
  public boolean isDecided() {
    return false;
  }

  @Override
  public boolean hasNumbers() {
    return false;
  }

  @Override
  public Loss loss(int outputs) {
    throw undecided();
  }

  @Override
  public double[] nullIntercepts(LabelFacts labels) {
    throw undecided();
  }

  @Override
  public double nullLoss(LabelFacts labels, double[] intercepts) {
    throw undecided();
  }

  @Override
  public List<Score> scores() {
    throw undecided();
  }

  @Override
  public Score score() {
    throw undecided();
  }

  @Override
  public SavedAs savedAs() {
    throw undecided();
  }

  @Override
  public String toString() {
    return text();
  }

  private static IllegalArgumentException undecided() {
    return new IllegalArgumentException("`family` must be decided, got auto");
  }
}
