package rllc.spark.input;

/** What a row is for. */
public enum RowPart {
  TRAIN(""),
  VALIDATION("validation "),
  TEST("test ");

  private final String word;

  RowPart(String word) {
    this.word = word;
  }

  /** What stands before "row" in messages: nothing, or the part's name. */
  String word() {
    return word;
  }

  /** The rows of this part of {@code place}, for people. */
  public String of(String place) {
    return word.isEmpty() ? place : "the " + word + "rows of " + place;
  }
}
