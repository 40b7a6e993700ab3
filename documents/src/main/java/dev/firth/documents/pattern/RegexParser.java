package dev.firth.documents.pattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the grammar of ECMA-262, section 22.2.1, with the u flag and the leniency that {@link
 * EcmaPattern} documents.
 */
final class RegexParser {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_COUNT = Integer.MAX_VALUE - 1;

  private final String source;
  private final int[] chars;
  private final Map<String, Integer> names = new HashMap<>();
  private final CharacterClasses classes;
  private int p;
  private int groups;
  private int total;
  private int depth;

  RegexParser(String source) {
    this.source = source;
    chars = source.codePoints().toArray();
    classes = new CharacterClasses(this);
  }

  Regex parse() {
    findGroups();
    Regex regex = choice();
    if (p < chars.length) {
      throw fail("an unmatched \")\"");
    }
    return regex;
  }

  PatternException fail(String problem) {
    return new PatternException(
        "the regular expression \"" + source + "\" has " + problem + " at character " + (p + 1), p);
  }

  int peek() {
    return p < chars.length ? chars[p] : -1;
  }

  int peek(int ahead) {
    return p + ahead < chars.length ? chars[p + ahead] : -1;
  }

  int take() {
    if (p >= chars.length) {
      throw fail("an unfinished escape or class");
    }
    return chars[p++];
  }

  boolean taken(int c) {
    if (peek() == c) {
      p++;
      return true;
    }
    return false;
  }

  private boolean taken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (peek(i) != text.charAt(i)) {
        return false;
      }
    }
    p += text.length();
    return true;
  }

  /** Back references may come before their group: groups are counted and named first. */
  private void findGroups() {
    boolean inClass = false;
    for (p = 0; p < chars.length; p++) {
      int c = chars[p];
      if (c == '\\') {
        p++;
      } else if (inClass) {
        inClass = c != ']';
      } else if (c == '[') {
        inClass = true;
      } else if (c == '(' && peek(1) != '?') {
        total++;
      } else if (c == '(' && peek(2) == '<' && peek(3) != '=' && peek(3) != '!') {
        total++;
        p += 3;
        if (names.put(name(), total) != null) {
          throw fail("two groups of the same name");
        }
        p--;
      }
    }
    p = 0;
  }

  private String name() {
    var name = new StringBuilder();
    while (peek() != '>') {
      int c = take();
      boolean legal = c == '$' || c == '_' || Character.isUnicodeIdentifierPart(c);
      if (!legal || (name.isEmpty() && Character.isDigit(c))) {
        throw fail("a bad group name");
      }
      name.appendCodePoint(c);
    }
    if (name.isEmpty()) {
      throw fail("a group without a name");
    }
    p++;
    return name.toString();
  }

  private Regex choice() {
    if (++depth > MAX_DEPTH) {
      throw fail("more than " + MAX_DEPTH + " groups within each other");
    }
    var branches = new ArrayList<Regex>();
    branches.add(sequence());
    while (taken('|')) {
      branches.add(sequence());
    }
    depth--;
    return branches.size() == 1 ? branches.getFirst() : new Regex.Choice(branches);
  }

  private Regex sequence() {
    List<Regex> parts = new ArrayList<>();
    while (peek() >= 0 && peek() != '|' && peek() != ')') {
      parts.add(quantified(term()));
    }
    return parts.size() == 1 ? parts.getFirst() : new Regex.Sequence(parts);
  }

  private Regex term() {
    int c = take();
    return switch (c) {
      case '^' -> new Regex.Start();
      case '$' -> new Regex.End();
      case '.' -> new Regex.Characters(CodePoints.LINE_ENDS.negate());
      case '(' -> group();
      case '[' -> new Regex.Characters(classes.bracketed());
      case '\\' -> escape();
      case '*', '+', '?' -> {
        p--;
        throw fail("nothing to repeat");
      }
      case '{' -> {
        p--;
        if (counts()) {
          throw fail("nothing to repeat");
        }
        p++;
        yield new Regex.Characters(CodePoints.one(c));
      }
      default -> new Regex.Characters(CodePoints.one(c));
    };
  }

  private Regex group() {
    Regex body;
    if (taken("?:")) {
      body = choice();
    } else if (taken("?=")) {
      body = new Regex.Look(choice(), true, false);
    } else if (taken("?!")) {
      body = new Regex.Look(choice(), true, true);
    } else if (taken("?<=")) {
      body = new Regex.Look(choice(), false, false);
    } else if (taken("?<!")) {
      body = new Regex.Look(choice(), false, true);
    } else {
      if (taken("?<")) {
        name();
      } else if (peek() == '?') {
        throw fail("a kind of group that ECMA-262 does not know");
      }
      int number = ++groups;
      body = new Regex.Group(choice(), number);
    }
    if (!taken(')')) {
      throw fail("an unclosed group");
    }
    return body;
  }

  private Regex escape() {
    int c = peek();
    if (c >= '1' && c <= '9') {
      long number = digits();
      if (number > total) {
        throw fail("a reference to group " + number + ", which does not exist,");
      }
      return new Regex.BackReference((int) number);
    }
    if (c == 'b' || c == 'B') {
      p++;
      return new Regex.WordBoundary(c == 'B');
    }
    if (c == 'k') {
      p++;
      if (!taken('<')) {
        throw fail("\\k without a group name");
      }
      Integer number = names.get(name());
      if (number == null) {
        throw fail("a reference to a group of a name that does not exist");
      }
      return new Regex.BackReference(number);
    }
    return new Regex.Characters(classes.escape(false));
  }

  private Regex quantified(Regex term) {
    int c = peek();
    int min;
    int max;
    if (c == '*' || c == '+' || c == '?') {
      p++;
      min = c == '+' ? 1 : 0;
      max = c == '?' ? 1 : Regex.UNBOUNDED;
    } else if (c == '{' && counts()) {
      p++;
      min = (int) digits();
      max = min;
      if (taken(',')) {
        max = peek() == '}' ? Regex.UNBOUNDED : (int) digits();
      }
      p++;
      if (max < min) {
        throw fail("a repetition whose bounds are out of order");
      }
    } else {
      return term;
    }
    boolean lookBehind = term instanceof Regex.Look look && !look.ahead();
    if (lookBehind
        || term instanceof Regex.Start
        || term instanceof Regex.End
        || term instanceof Regex.WordBoundary) {
      throw fail("nothing to repeat");
    }
    boolean greedy = !taken('?');
    if (peek() == '*' || peek() == '+' || peek() == '?') {
      throw fail("nothing to repeat");
    }
    return new Regex.Repeat(term, min, max, greedy);
  }

  /** Whether a repetition count such as {2}, {2,} or {2,3} stands here. */
  private boolean counts() {
    int i = 1;
    while (peek(i) >= '0' && peek(i) <= '9') {
      i++;
    }
    if (i == 1) {
      return false;
    }
    if (peek(i) == ',') {
      i++;
      while (peek(i) >= '0' && peek(i) <= '9') {
        i++;
      }
    }
    return peek(i) == '}';
  }

  private long digits() {
    long value = 0;
    while (peek() >= '0' && peek() <= '9') {
      value = Math.min(value * 10 + take() - '0', MAX_COUNT);
    }
    return value;
  }
}
