package dev.firth.documents.pattern;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of ECMA-262, searched for anywhere in a string. Immutable and thread-safe.
 */
public abstract sealed class EcmaPattern {
  private final String source;

  private EcmaPattern(String source) {
    this.source = source;
  }

  /**
   * Compiles an expression as ECMA-262 reads it with the u flag; needless escapes of punctuation
   * and unpaired braces are taken literally, as without it.
   *
   * @throws PatternException with a sentence that says what is wrong, and where
   */
  public static EcmaPattern compile(String source) throws PatternException {
    Regex regex = new RegexParser(source).parse();
    Optional<Run> run = Run.of(source, regex);
    if (run.isPresent()) {
      return run.get();
    }
    Optional<Prefix> prefix = Prefix.of(source, regex);
    if (prefix.isPresent()) {
      return prefix.get();
    }
    Optional<Automaton> automaton = Automaton.of(regex);
    if (automaton.isPresent()) {
      return new Regular(source, automaton.get());
    }
    try {
      return new Backtracking(source, Pattern.compile(JavaRegex.print(regex)));
    } catch (PatternSyntaxException e) {
      throw new PatternException(
          "the regular expression \""
              + source
              + "\" looks behind further than is supported: "
              + e.getDescription(),
          0);
    }
  }

  /**
   * Whether the UTF-8 in [from, to) is an expression that {@link #compile} takes; of common ones it
   * can tell without garbage.
   */
  public static boolean accepts(byte[] utf8, int from, int to) {
    if (CommonRegex.accepts(utf8, from, to)) {
      return true;
    }
    try {
      return compile(new String(utf8, from, to - from, StandardCharsets.UTF_8)) != null;
    } catch (PatternException refused) {
      return false;
    }
  }

  /**
   * Whether some part of the well-formed UTF-8 in [from, to) matches.
   *
   * @throws UndecidedException when that takes too many steps: a million, and 100 a character. Only
   *     an expression with look-around, back-references or word boundaries takes more steps than a
   *     few a character.
   */
  public abstract boolean find(byte[] utf8, int from, int to);

  /** Whether some part of a text matches; throws as the other one. */
  public final boolean find(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return find(utf8, 0, utf8.length);
  }

  /** The expression as it was written. */
  @Override
  public final String toString() {
    return source;
  }

  private static final class Regular extends EcmaPattern {
    private final Automaton automaton;

    Regular(String source, Automaton automaton) {
      super(source);
      this.automaton = automaton;
    }

    @Override
    public boolean find(byte[] utf8, int from, int to) {
      return automaton.find(utf8, from, to);
    }
  }

  private static final class Backtracking extends EcmaPattern {
    private final Pattern pattern;

    Backtracking(String source, Pattern pattern) {
      super(source);
      this.pattern = pattern;
    }

    /** An expression too deep for the stack on this string is given up as well. */
    @Override
    public boolean find(byte[] utf8, int from, int to) {
      var text =
          new CountedText(toString(), new String(utf8, from, to - from, StandardCharsets.UTF_8));
      try {
        return pattern.matcher(text).find();
      } catch (StackOverflowError e) {
        throw text.undecided();
      }
    }
  }

  /** The commonest kind, all characters of one set, such as ^[A-Z]{3}$. */
  private static final class Run extends EcmaPattern {
    private final CodePoints set;
    private final long low;
    private final long high;
    private final int min;
    private final int max;

    private Run(String source, CodePoints set, int min, int max) {
      super(source);
      this.set = set;
      this.min = min;
      this.max = max;
      low = bits(0);
      high = bits(64);
    }

    static Optional<Run> of(String source, Regex regex) {
      return regex instanceof Regex.Sequence(List<Regex> parts)
              && parts.size() == 3
              && parts.get(0) instanceof Regex.Start
              && parts.get(1)
                  instanceof Regex.Repeat(Regex.Characters(CodePoints set), int min, int max, _)
              && parts.get(2) instanceof Regex.End
          ? Optional.of(new Run(source, set, min, max))
          : Optional.empty();
    }

    private long bits(int from) {
      long bits = 0;
      for (int c = from; c < from + 64; c++) {
        bits |= set.contains(c) ? 1L << c : 0;
      }
      return bits;
    }

    @Override
    public boolean find(byte[] b, int from, int to) {
      int count = 0;
      for (int i = from; i < to; count++) {
        int c = b[i];
        if (c >= 0) {
          if (((c < 64 ? low : high) >>> c & 1) == 0) {
            return false;
          }
          i++;
        } else {
          int size = Automaton.size(c);
          if (!set.contains(Automaton.decode(b, i, size))) {
            return false;
          }
          i += size;
        }
      }
      return count >= min && count <= max;
    }
  }

  /** What begins with given characters, such as ^x_. */
  private static final class Prefix extends EcmaPattern {
    private final byte[] utf8;

    private Prefix(String source, String prefix) {
      super(source);
      utf8 = prefix.getBytes(StandardCharsets.UTF_8);
    }

    static Optional<Prefix> of(String source, Regex regex) {
      if (!(regex instanceof Regex.Sequence(List<Regex> parts))
          || parts.isEmpty()
          || !(parts.getFirst() instanceof Regex.Start)) {
        return Optional.empty();
      }
      var prefix = new StringBuilder();
      for (Regex part : parts.subList(1, parts.size())) {
        if (!(part instanceof Regex.Characters(CodePoints set))
            || !set.isSingle()
            || set.ranges()[0] >= Character.MIN_SURROGATE
                && set.ranges()[0] <= Character.MAX_SURROGATE) {
          return Optional.empty();
        }
        prefix.appendCodePoint(set.ranges()[0]);
      }
      return Optional.of(new Prefix(source, prefix.toString()));
    }

    @Override
    public boolean find(byte[] b, int from, int to) {
      return to - from >= utf8.length
          && Arrays.equals(b, from, from + utf8.length, utf8, 0, utf8.length);
    }
  }
}
