package dev.firth.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that a person probably meant. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code " Did you mean "orders"?"}, or nothing if no candidate is near. */
  public static String sentence(String written, Collection<String> candidates) {
    return nearest(written, candidates).map(n -> " Did you mean \"" + n + "\"?").orElse("");
  }

  /**
   * The candidate that is nearest by edits (insert, delete, replace, swap of neighbours),
   * regardless of case: at most one edit for every three characters.
   */
  public static Optional<String> nearest(String written, Collection<String> candidates) {
    String wanted = written.toLowerCase(Locale.ROOT);
    int most = Math.max(1, Math.min(3, (wanted.length() + 1) / 3));
    record Scored(String name, int edits) {}
    return candidates.stream()
        .filter(c -> Math.abs(c.length() - wanted.length()) <= most)
        .map(c -> new Scored(c, edits(wanted, c.toLowerCase(Locale.ROOT))))
        .filter(s -> s.edits <= most && s.edits < Math.max(2, wanted.length()))
        .min(Comparator.comparingInt(Scored::edits).thenComparing(Scored::name))
        .map(Scored::name);
  }

  private static int edits(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best =
            Math.min(cost[i - 1][j - 1] + same, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
