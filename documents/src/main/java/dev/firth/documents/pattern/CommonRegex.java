package dev.firth.documents.pattern;

/**
 * Tells by one look, and without garbage, that a text is a regular expression of the common kind:
 * ASCII characters and classes of them, groups, choices and repetitions. Of any other text it says
 * nothing; {@link RegexParser} has the whole grammar.
 */
final class CommonRegex {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_COUNT = 100_000;
  private static final String CLASS_ESCAPES = "dDwWsS";
  private static final String CHARACTER_ESCAPES = "nrtfv^$\\.*+?()[]{}|/-";

  private final byte[] b;
  private final int to;
  private int p;

  private CommonRegex(byte[] b, int from, int to) {
    this.b = b;
    this.to = to;
    p = from;
  }

  /** Whether [from, to) is certainly a regular expression; false may mean anything. */
  static boolean accepts(byte[] utf8, int from, int to) {
    return new CommonRegex(utf8, from, to).choices();
  }

  private int peek() {
    return p < to ? b[p] : -1;
  }

  private boolean taken(int c) {
    if (peek() == c) {
      p++;
      return true;
    }
    return false;
  }

  private boolean choices() {
    int depth = 0;
    boolean repeatable = false;
    while (p < to) {
      int c = b[p++];
      switch (c) {
        case '(' -> {
          boolean special = peek() == '?';
          p += special ? 2 : 0;
          if (++depth > MAX_DEPTH || special && (p > to || b[p - 1] != ':')) {
            return false;
          }
          repeatable = false;
        }
        case ')' -> {
          if (--depth < 0) {
            return false;
          }
          repeatable = true;
        }
        case '|', '^', '$' -> repeatable = false;
        case '*', '+', '?', '{' -> {
          if (!repeatable || c == '{' && !counts()) {
            return false;
          }
          taken('?');
          repeatable = false;
        }
        default -> {
          if (!character(c)) {
            return false;
          }
          repeatable = true;
        }
      }
    }
    return depth == 0;
  }

  private boolean character(int c) {
    return switch (c) {
      case '[' -> bracketed();
      case '\\' -> escape() != 0;
      case ']', '}' -> false;
      default -> c > 0;
    };
  }

  /** The character that an escape stands for, -1 for several, 0 where it is not common. */
  private int escape() {
    int c = peek();
    p++;
    if (c < 0) {
      return 0;
    }
    return CLASS_ESCAPES.indexOf(c) >= 0 ? -1 : CHARACTER_ESCAPES.indexOf(c) < 0 ? 0 : value(c);
  }

  private static int value(int escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'f' -> '\f';
      case 'v' -> 0x0b;
      default -> escaped;
    };
  }

  private boolean bracketed() {
    taken('^');
    while (p < to && peek() != ']') {
      int first = item();
      if (first == 0) {
        return false;
      }
      boolean range = peek() == '-' && p + 1 < to && b[p + 1] != ']';
      if (range) {
        p++;
        if (first < 0 || item() < first) {
          return false;
        }
      }
    }
    return taken(']');
  }

  private int item() {
    int c = b[p++];
    return c == '\\' ? escape() : c == '[' || c < 0 ? 0 : c;
  }

  private boolean counts() {
    int min = number();
    boolean open = taken(',');
    int max = !open ? min : peek() == '}' ? MAX_COUNT : number();
    return min >= 0 && max >= min && taken('}');
  }

  /** The digits here, or -1 where there are none or they mean too much. */
  private int number() {
    int first = p;
    int value = 0;
    while (p < to && b[p] >= '0' && b[p] <= '9') {
      value = Math.min(value * 10 + b[p++] - '0', MAX_COUNT);
    }
    return p == first || value == MAX_COUNT ? -1 : value;
  }
}
