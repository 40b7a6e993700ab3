package dev.firth.documents.pattern;

import org.jspecify.annotations.Nullable;

/** The part of the grammar that stands for sets of characters: escapes and bracketed classes. */
final class CharacterClasses {
  private final RegexParser in;

  CharacterClasses(RegexParser in) {
    this.in = in;
  }

  /** The rest of a class after its opening bracket. */
  CodePoints bracketed() {
    boolean negated = in.taken('^');
    CodePoints set = CodePoints.NONE;
    while (!in.taken(']')) {
      if (in.peek() < 0) {
        throw in.fail("an unclosed class");
      }
      CodePoints low = atom();
      if (in.peek() != '-' || in.peek(1) == ']' || in.peek(1) < 0) {
        set = set.union(low);
        continue;
      }
      in.take();
      CodePoints high = atom();
      if (!low.isSingle() || !high.isSingle()) {
        set = set.union(low).union(CodePoints.one('-')).union(high);
        continue;
      }
      if (low.ranges()[0] > high.ranges()[0]) {
        throw in.fail("a range out of order in a class");
      }
      set = set.union(CodePoints.range(low.ranges()[0], high.ranges()[0]));
    }
    return negated ? set.negate() : set;
  }

  private CodePoints atom() {
    int c = in.take();
    return c == '\\' ? escape(true) : CodePoints.one(c);
  }

  /** The set that the escape after a backslash stands for. */
  CodePoints escape(boolean inClass) {
    int c = in.take();
    return switch (c) {
      case 'd' -> CodePoints.DIGITS;
      case 'D' -> CodePoints.DIGITS.negate();
      case 'w' -> CodePoints.WORD;
      case 'W' -> CodePoints.WORD.negate();
      case 's' -> CodePoints.SPACE;
      case 'S' -> CodePoints.SPACE.negate();
      case 'p' -> property();
      case 'P' -> property().negate();
      default -> CodePoints.one(character(c, inClass));
    };
  }

  private int character(int c, boolean inClass) {
    return switch (c) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'v' -> 0x0B;
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'b' -> {
        if (!inClass) {
          throw in.fail("an unknown escape \\b");
        }
        yield '\b';
      }
      case '0' -> {
        if (in.peek() >= '0' && in.peek() <= '9') {
          throw in.fail("an octal escape");
        }
        yield 0;
      }
      case 'c' -> control();
      case 'x' -> hex(2);
      case 'u' -> unicode();
      default -> {
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
          throw in.fail("an escape \\" + Character.toString(c) + " that ECMA-262 does not know");
        }
        yield c;
      }
    };
  }

  private int control() {
    int letter = in.take();
    if ((letter < 'a' || letter > 'z') && (letter < 'A' || letter > 'Z')) {
      throw in.fail("\\c without a letter");
    }
    return letter % 32;
  }

  private int hex(int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(in.take(), 16);
      if (digit < 0) {
        throw in.fail("an escape without " + digits + " hex digits");
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private int unicode() {
    if (!in.taken('{')) {
      int c = hex(4);
      boolean pair =
          Character.isHighSurrogate((char) c)
              && in.peek() == '\\'
              && in.peek(1) == 'u'
              && in.peek(2) != '{';
      if (!pair) {
        return c;
      }
      in.take();
      in.take();
      int low = hex(4);
      if (!Character.isLowSurrogate((char) low)) {
        throw in.fail("a surrogate escape without its other half");
      }
      return Character.toCodePoint((char) c, (char) low);
    }
    int value = 0;
    int count = 0;
    for (; !in.taken('}'); count++) {
      int digit = Character.digit(in.take(), 16);
      value = value * 16 + digit;
      if (digit < 0 || value > CodePoints.MAX) {
        throw in.fail("a bad code point escape");
      }
    }
    if (count == 0) {
      throw in.fail("a bad code point escape");
    }
    return value;
  }

  private CodePoints property() {
    if (!in.taken('{')) {
      throw in.fail("\\p without a property in braces");
    }
    var name = new StringBuilder();
    while (!in.taken('}')) {
      name.appendCodePoint(in.take());
    }
    @Nullable CodePoints set = UnicodeProperties.of(name.toString());
    if (set == null) {
      throw in.fail("an unknown Unicode property \"" + name + "\"");
    }
    return set;
  }
}
