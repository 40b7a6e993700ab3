package dev.firth.specs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/**
 * Blots the values of Secrets out of what people read. How far it goes depends on how much a value
 * is like a secret, because a word that is hidden wherever it stands both spoils sentences and
 * tells what the password is:
 *
 * <ul>
 *   <li>A value of 12 characters or more, or of 6 or more that mix letters, digits and others, is
 *       hidden wherever it stands, also as JSON or a URL writes it.
 *   <li>A plain word or number of 6 to 11 characters is hidden where it stands as a whole word.
 *   <li>A shorter value is hidden where a text gives a value: in quotes, after {@code =}, before
 *       the {@code @} of a URL, after a word such as {@code password}.
 *   <li>A plain word that the same configuration also has openly, such as a user's name that is the
 *       password too, is hidden only before the {@code @} of a URL and after such a word.
 * </ul>
 */
public final class SecretMask {
  /** Stands where a value stood. */
  public static final String SHOWN = "(secret)";

  /** Hides nothing. */
  public static final SecretMask NONE = of(List.of(), MissingNode.getInstance());

  private static final int LONG = 12;
  private static final int SHORT = 6;
  private static final Pattern BETWEEN_OPEN_WORDS = Pattern.compile("[\\s:/@,;=?&]+");

  private static final String NAMED =
      "(?<=://[^\\s/:@]{0,100}:)%1$s(?=@)"
          + "|(?<=\\b(?i:pass(?:word|wd|phrase)?|pwd|secret|token|key|credentials?)"
          + "[\"']?\\s{0,2}(?:[:=]|is)?\\s{0,2}[\"']?)%1$s(?![\\p{L}\\p{N}_-])";

  private final List<Hidden> hidden;

  /** Where a value is hidden, as a regular expression of its quoted spelling. */
  private enum Reach {
    ANYWHERE("%1$s"),
    WORD("(?<![\\p{L}\\p{N}_/-])(?<!\\w\\.)%1$s(?![\\p{L}\\p{N}_/-]|\\.\\w)|" + NAMED),
    VALUE("(?<=[\"'`=])%1$s(?=[\"'`\\s,;&)}\\]]|$)|(?<=:)%1$s(?=@)|" + NAMED),
    NAME(NAMED);

    private final String expression;

    Reach(String expression) {
      this.expression = expression;
    }

    static Reach of(String value) {
      if (value.length() < SHORT) {
        return VALUE;
      }
      boolean plain =
          value.chars().allMatch(Character::isLetter) || value.chars().allMatch(Character::isDigit);
      return plain && value.length() < LONG ? WORD : ANYWHERE;
    }

    Pattern where(String spelling) {
      return Pattern.compile(expression.formatted(Pattern.quote(spelling)));
    }
  }

  private record Hidden(String spelling, Pattern where) {}

  private SecretMask(List<Hidden> hidden) {
    this.hidden = List.copyOf(hidden);
  }

  /**
   * Hides values.
   *
   * @param values what came from Secrets; of a value of several lines each line counts
   * @param open the configuration without them
   */
  public static SecretMask of(Collection<String> values, JsonNode open) {
    return of(values, List.of(), open);
  }

  /**
   * Hides values.
   *
   * @param values what came from Secrets; of a value of several lines each line counts
   * @param noSecrets what came from Secrets too and is known to be none
   * @param open the configuration without them
   */
  static SecretMask of(Collection<String> values, Collection<String> noSecrets, JsonNode open) {
    var shown = new HashSet<String>();
    openWords(open, shown);
    noSecrets.forEach(text -> openWords(text, shown));
    var all =
        new TreeSet<String>(
            Comparator.comparingInt(String::length).reversed().thenComparing(v -> v));
    for (String value : values) {
      all.add(value.strip());
      value.lines().map(String::strip).forEach(all::add);
    }
    all.remove("");
    var hidden = new ArrayList<Hidden>();
    for (String value : all) {
      Reach reach = Reach.of(value);
      if (reach != Reach.ANYWHERE && shown.contains(value)) {
        reach = Reach.NAME;
      }
      for (String spelling : spellings(value)) {
        hidden.add(new Hidden(spelling, reach.where(spelling)));
      }
    }
    return new SecretMask(hidden);
  }

  /** A value, and how JSON and URLs write it. */
  private static Set<String> spellings(String value) {
    String json = JsonNodeFactory.instance.stringNode(value).toString();
    return new LinkedHashSet<>(
        List.of(value, json.substring(1, json.length() - 1), URLEncoder.encode(value, UTF_8)));
  }

  private static void openWords(JsonNode open, Set<String> words) {
    open.forEach(member -> openWords(member, words));
    if (open.isValueNode()) {
      openWords(open.asString(""), words);
    }
  }

  private static void openWords(String text, Set<String> words) {
    words.add(text);
    BETWEEN_OPEN_WORDS.splitAsStream(text).forEach(words::add);
  }

  /** The text without the values. */
  public String apply(String text) {
    String out = text;
    for (Hidden one : hidden) {
      if (out.contains(one.spelling)) {
        out = one.where.matcher(out).replaceAll(Matcher.quoteReplacement(SHOWN));
      }
    }
    return out;
  }

  /** What is hidden is not said. */
  @Override
  public String toString() {
    return "SecretMask";
  }
}
