package rllc.settings;

import java.util.Collection;
import java.util.Comparator;

/** Proposes what a misspelt name was meant to be. */
public final class SpellingHint {
  private SpellingHint() {}

  /**
   * {@code "; did you mean X?"}, or nothing where no name is near. A name without its group is near
   * too: regParam for model.regParam.
   */
  public static String hint(String name, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(candidate -> near(name, candidate)))
        .filter(candidate -> near(name, candidate) <= 1 + name.length() / 3)
        .map(candidate -> "; did you mean " + candidate + "?")
        .orElse("");
  }

  private static int near(String name, String candidate) {
    int whole = distance(name, candidate);
    String last = candidate.substring(candidate.lastIndexOf('.') + 1);
    return name.contains(".") ? whole : Math.min(whole, distance(name, last));
  }

  /** Levenshtein's distance, upper and lower case being the same. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        char x = Character.toLowerCase(a.charAt(i - 1));
        char y = Character.toLowerCase(b.charAt(j - 1));
        int change = diagonal + (x == y ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
