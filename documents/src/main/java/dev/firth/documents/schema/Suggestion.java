package dev.firth.documents.schema;

import java.util.Collection;

/** The name that someone probably meant. */
final class Suggestion {
  private Suggestion() {}

  /** " Did you mean ...?" with the closest of {@code known}, or nothing where none is close. */
  static String of(String written, Collection<String> known) {
    String best = "";
    int least = Math.max(2, written.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(written, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? "" : " Did you mean \"" + best + "\"?";
  }

  /** Levenshtein's, in two rows. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int k = 0; k <= b.length(); k++) {
      above[k] = k;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int k = 1; k <= b.length(); k++) {
        int change = above[k - 1] + (a.charAt(i - 1) == b.charAt(k - 1) ? 0 : 1);
        row[k] = Math.min(change, Math.min(above[k], row[k - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
