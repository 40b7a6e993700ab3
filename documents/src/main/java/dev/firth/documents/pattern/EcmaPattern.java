package dev.firth.documents.pattern;

import java.nio.charset.StandardCharsets;
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

  /** Whether some part of the well-formed UTF-8 in [from, to) matches. */
  public abstract boolean find(byte[] utf8, int from, int to);

  /** Whether some part of a text matches. */
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

    /** An expression too deep for the stack on this string does not match it. */
    @Override
    public boolean find(byte[] utf8, int from, int to) {
      try {
        return pattern.matcher(new String(utf8, from, to - from, StandardCharsets.UTF_8)).find();
      } catch (StackOverflowError e) {
        return false;
      }
    }
  }
}
