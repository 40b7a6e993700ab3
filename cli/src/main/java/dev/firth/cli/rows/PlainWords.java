package dev.firth.cli.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line in its plainest form: {@code --option value}, {@code --flag} and words that begin
 * with no dash. Whatever else may be written is for picocli, whose start takes longer than a file
 * takes to be judged.
 *
 * @param options values by option, in order; a flag has none
 * @param rest the other words
 */
record PlainWords(Map<String, List<String>> options, List<String> rest) {
  private static final Set<String> FLAGS = Set.of("--batch", "--full");
  private static final Set<String> ONCE = Set.of("--schema", "--draft");
  private static final String REPEATED = "--key";

  /** Reads what follows a command's name; empty if it is not that plain. */
  static Optional<PlainWords> of(List<String> words) {
    var options = new HashMap<String, List<String>>();
    var rest = new ArrayList<String>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-") && !word.startsWith("@")) {
        rest.add(word);
      } else if (FLAGS.contains(word)) {
        options.putIfAbsent(word, List.of());
      } else if (takesValue(word, options) && i + 1 < words.size()) {
        i++;
        if (words.get(i).startsWith("-")) {
          return Optional.empty();
        }
        options.computeIfAbsent(word, o -> new ArrayList<>()).add(words.get(i));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new PlainWords(options, rest));
  }

  private static boolean takesValue(String word, Map<String, List<String>> before) {
    return word.equals(REPEATED) || (ONCE.contains(word) && !before.containsKey(word));
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  Optional<String> one(String option) {
    return options.getOrDefault(option, List.of()).stream().findFirst();
  }

  List<String> all(String option) {
    return options.getOrDefault(option, List.of());
  }

  /** Whether there are no other options than these. */
  boolean only(String... known) {
    return Set.of(known).containsAll(options.keySet());
  }
}
