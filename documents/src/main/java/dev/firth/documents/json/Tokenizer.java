package dev.firth.documents.json;

import static dev.firth.documents.json.Tape.ESCAPED;
import static dev.firth.documents.json.Tape.LENGTH_SHIFT;
import static dev.firth.documents.json.Tape.TYPE_SHIFT;

import java.util.Arrays;

/** Reads the bytes of one document once and writes the words of its {@link Tape}. */
final class Tokenizer {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = 0x2222222222222222L;
  private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;
  private static final long SPACES = 0x2020202020202020L;

  private byte[] b = {};
  private int p;
  private int begin;
  private int end;
  private int depth;
  private int n;
  private long[] words = {};
  private final MemberNames names = new MemberNames();
  private final Numeral numeral = new Numeral();
  private byte[] decoded = new byte[64];

  /**
   * Tokenizes one document into {@code into}, or a larger array where it needs one, and answers the
   * array.
   */
  long[] tokenize(byte[] bytes, int offset, int length, long[] into) {
    return tokenize(bytes, offset, length, false, into);
  }

  /**
   * As {@link #tokenize(byte[], int, int, long[])}, of the first of lines: {@link #lineEnd} tells
   * where it ends.
   *
   * @param length of all lines
   */
  long[] tokenizeLine(byte[] bytes, int offset, int length, long[] into) {
    return tokenize(bytes, offset, length, true, into);
  }

  /** Where the newline after the document is, or the end of all lines. */
  int lineEnd() {
    return p;
  }

  private long[] tokenize(byte[] bytes, int offset, int length, boolean line, long[] into) {
    b = bytes;
    begin = offset;
    p = offset;
    end = offset + length;
    depth = 0;
    n = 0;
    words = into;
    words[0] = 0;
    names.clear();
    if (length > Tape.MAX_LENGTH) {
      throw fail("the document is longer than " + Tape.MAX_LENGTH + " bytes", p);
    }
    try {
      skipSpace();
      value();
      skipTrailing(line);
    } catch (JsonException e) {
      words[0] = 0;
      throw e;
    }
    if (p < end && !(line && b[p] == '\n')) {
      words[0] = 0;
      throw fail("expected the end of the document, found " + found(p), p);
    }
    return words;
  }

  private void skipTrailing(boolean line) {
    if (line) {
      while (p < end && b[p] <= ' ' && b[p] != '\n') {
        p++;
      }
    } else {
      skipSpace();
    }
  }

  private JsonException fail(String problem, int at) {
    return new JsonException(problem, at - begin);
  }

  private String found(int at) {
    return JsonException.found(b, at, end);
  }

  private void skipSpace() {
    byte[] b = this.b;
    int q = p;
    while (q < end) {
      int c = b[q];
      if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
        break;
      }
      q++;
    }
    p = q;
  }

  /** The byte after white space, or 0 at the end; 0 is never part of JSON. */
  private int peek() {
    if (p < end && b[p] > ' ') {
      return b[p];
    }
    skipSpace();
    return p < end ? b[p] : 0;
  }

  private void emit(int type, int length, int offset, long payload) {
    words[n] = (long) type << TYPE_SHIFT | (long) length << LENGTH_SHIFT | offset;
    words[n + 1] = payload;
    n += 2;
  }

  private void value() {
    int c = peek();
    if (n + 4 > words.length) {
      words = Arrays.copyOf(words, words.length * 2);
    }
    switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string(false);
      case 't' -> literal(Tape.TRUE, "true");
      case 'f' -> literal(Tape.FALSE, "false");
      case 'n' -> literal(Tape.NULL, "null");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw fail("expected a value, found " + found(p), p);
    }
  }

  private void literal(int type, String word) {
    int length = word.length();
    for (int i = 0; i < length; i++) {
      if (p + i >= end || b[p + i] != word.charAt(i)) {
        throw fail("expected " + word + ", found " + found(p + i), p + i);
      }
    }
    emit(type, length, p, 0);
    p += length;
  }

  private void enter() {
    if (++depth > Tape.MAX_DEPTH) {
      throw fail("more than " + Tape.MAX_DEPTH + " arrays and objects within each other", p);
    }
  }

  private void close(int type, int node, int start, int count) {
    words[node] = (long) type << TYPE_SHIFT | (long) (p - start) << LENGTH_SHIFT | start;
    words[node + 1] = (long) count << 32 | n;
    depth--;
  }

  private void array() {
    enter();
    int node = n;
    int start = p++;
    int count = 0;
    n += 2;
    if (peek() == ']') {
      p++;
    } else {
      for (; ; ) {
        value();
        count++;
        int c = peek();
        if (c != ',' && c != ']') {
          throw fail("expected ',' or ']', found " + found(p), p);
        }
        p++;
        if (c == ']') {
          break;
        }
      }
    }
    close(Tape.ARRAY, node, start, count);
  }

  private void object() {
    enter();
    int node = n;
    int start = p++;
    int base = names.top();
    long seen = 0;
    n += 2;
    if (peek() == '}') {
      p++;
    } else {
      for (; ; ) {
        if (peek() != '"') {
          throw fail("expected the name of a member in quotes, found " + found(p), p);
        }
        seen = name(seen, base);
        if (peek() != ':') {
          throw fail("expected ':', found " + found(p), p);
        }
        p++;
        value();
        int c = peek();
        if (c != ',' && c != '}') {
          throw fail("expected ',' or '}', found " + found(p), p);
        }
        p++;
        if (c == '}') {
          break;
        }
      }
      refuse(names.duplicateInLarge(this, base));
    }
    close(Tape.OBJECT, node, start, names.top() - base);
    names.pop(base);
  }

  /** Reads a member's name and answers {@code seen} with its bit. */
  private long name(long seen, int base) {
    if (n + 4 > words.length) {
      words = Arrays.copyOf(words, words.length * 2);
    }
    int node = n;
    string(true);
    long hash = words[node + 1];
    names.push(node);
    long bit = 1L << hash;
    if ((seen & bit) != 0) {
      refuse(names.duplicateOfLast(this, base));
    }
    return seen | bit;
  }

  private void refuse(int duplicate) {
    if (duplicate >= 0) {
      int offset = offset(duplicate) - 1;
      throw fail("an object has two members of the same name", offset);
    }
  }

  private int offset(int node) {
    return (int) words[node] & 0x7fffffff;
  }

  private int length(int node) {
    return (int) (words[node] >>> LENGTH_SHIFT) & 0xfffffff;
  }

  long hash(int name) {
    return words[name + 1];
  }

  boolean equalNames(int x, int y) {
    return compareNames(x, y) == 0;
  }

  /** Orders two names by their decoded bytes. */
  int compareNames(int x, int y) {
    return Utf8.compare(
        b,
        offset(x),
        length(x),
        (words[x] & ESCAPED) != 0,
        b,
        offset(y),
        length(y),
        (words[y] & ESCAPED) != 0);
  }

  private void string(boolean isName) {
    int start = ++p;
    int q = start;
    int wide = b.length - 8;
    long beyondAscii = 0;
    long flags = 0;
    byte[] b = this.b;
    for (; ; ) {
      int c;
      if (q <= wide) {
        long w = (long) Hash.LONG.get(b, q);
        long quote = w ^ QUOTES;
        long back = w ^ BACKSLASHES;
        long stops = ((quote - ONES & ~quote) | (back - ONES & ~back) | (w - SPACES & ~w)) & HIGH;
        if (stops == 0) {
          beyondAscii |= w;
          q += 8;
          continue;
        }
        long before = (stops & -stops) - 1;
        beyondAscii |= w & before;
        q += Long.numberOfTrailingZeros(stops) >>> 3;
        c = b[q];
      } else if (q < end) {
        c = b[q];
        if (c < 0 || (c >= ' ' && c != '"' && c != '\\')) {
          beyondAscii |= c;
          q++;
          continue;
        }
      } else {
        throw fail("a string has no closing quote", start - 1);
      }
      if (c == '"' && q < end) {
        break;
      }
      if (q >= end) {
        throw fail("a string has no closing quote", start - 1);
      }
      if (c != '\\') {
        throw fail("a control character in a string is not escaped: " + found(q), q);
      }
      flags = ESCAPED;
      q = escape(q);
    }
    if ((beyondAscii & HIGH) != 0) {
      int bad = Utf8.malformed(b, start, q);
      if (bad >= 0) {
        throw fail("a string is not UTF-8: " + found(bad), bad);
      }
    }
    int length = q - start;
    words[n] = (long) Tape.STRING << TYPE_SHIFT | flags | (long) length << LENGTH_SHIFT | start;
    words[n + 1] =
        !isName ? 0 : flags == 0 ? Hash.of(b, start, length) : hashDecoded(start, length);
    n += 2;
    p = q + 1;
  }

  private long hashDecoded(int start, int length) {
    if (decoded.length < length) {
      decoded = new byte[length];
    }
    return Hash.of(decoded, 0, Utf8.decode(b, start, length, decoded, 0));
  }

  /** Checks the escape at q and answers the byte after it. */
  private int escape(int q) {
    if (q + 1 >= end) {
      throw fail("a string has no closing quote", q);
    }
    switch (b[q + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return q + 2;
      }
      case 'u' -> {
        int c = Utf8.hex4(b, q + 2, end);
        if (c < 0) {
          throw fail("expected four hex digits after \\u", q);
        }
        if (!Character.isSurrogate((char) c)) {
          return q + 6;
        }
        boolean paired =
            Character.isHighSurrogate((char) c)
                && q + 12 <= end
                && b[q + 6] == '\\'
                && b[q + 7] == 'u'
                && Character.isLowSurrogate((char) Math.max(0, Utf8.hex4(b, q + 8, end)));
        if (!paired) {
          throw fail("\\u escapes a surrogate without its other half", q);
        }
        return q + 12;
      }
      default -> throw fail("\\ escapes nothing: " + found(q + 1), q);
    }
  }

  private void number() {
    int start = p;
    p = numeral.read(b, start, end, begin);
    emit(numeral.type(), p - start, start, numeral.payload());
  }
}
