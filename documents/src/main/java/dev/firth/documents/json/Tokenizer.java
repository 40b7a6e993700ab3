package dev.firth.documents.json;

import static dev.firth.documents.json.Tape.ESCAPED;
import static dev.firth.documents.json.Tape.LENGTH_SHIFT;
import static dev.firth.documents.json.Tape.TYPE_SHIFT;

import java.util.Arrays;

/**
 * Reads the bytes of one document once and writes the words of its {@link Tape}. Each step is given
 * where it begins and answers where it ended: kept in a field, the position would go through memory
 * between one token and the next.
 */
final class Tokenizer {
  private byte[] b = {};
  private int begin;
  private int end;
  private int ended;
  private int depth;

  /** Containers within so many others are not read: what is in them was, another time. */
  private int opened;

  private int n;
  private long[] words = {};
  private final MemberNames names = new MemberNames();
  private boolean repeats;
  private final Numeral numeral = new Numeral();
  private byte[] decoded = new byte[64];

  /** Whether members of one object may have equal names; else they are refused. */
  void allowRepeats(boolean allowed) {
    repeats = allowed;
  }

  /**
   * Tokenizes one document into {@code into}, or a larger array where it needs one, and answers the
   * array.
   */
  long[] tokenize(byte[] bytes, int offset, int length, long[] into) {
    opened = Tape.MAX_DEPTH + 1;
    return tokenize(bytes, offset, length, false, into);
  }

  /**
   * As {@link #tokenize(byte[], int, int, long[])}, of a document that was tokenized before, down
   * to a level: containers below are spans without children.
   */
  long[] skim(byte[] bytes, int offset, int length, int levels, long[] into) {
    opened = levels;
    return tokenize(bytes, offset, length, false, into);
  }

  /**
   * As {@link #tokenize(byte[], int, int, long[])}, of the first of lines: {@link #lineEnd} tells
   * where it ends.
   *
   * @param length of all lines
   */
  long[] tokenizeLine(byte[] bytes, int offset, int length, long[] into) {
    opened = Tape.MAX_DEPTH + 1;
    return tokenize(bytes, offset, length, true, into);
  }

  /** Where the newline after the document is, or the end of all lines. */
  int lineEnd() {
    return ended;
  }

  private long[] tokenize(byte[] bytes, int offset, int length, boolean line, long[] into) {
    b = bytes;
    begin = offset;
    end = offset + length;
    depth = 0;
    n = 0;
    words = into;
    words[0] = 0;
    names.clear();
    if (length > Tape.MAX_LENGTH) {
      throw fail("the document is longer than " + Tape.MAX_LENGTH + " bytes", offset);
    }
    try {
      int after = value(skipSpace(offset));
      ended = line ? skipInLine(after) : skipSpace(after);
    } catch (JsonException e) {
      words[0] = 0;
      throw e;
    }
    if (ended < end && !(line && b[ended] == '\n')) {
      words[0] = 0;
      throw fail("expected the end of the document, found " + found(ended), ended);
    }
    return words;
  }

  private int skipInLine(int from) {
    int p = from;
    while (p < end && b[p] <= ' ' && b[p] != '\n') {
      p++;
    }
    return p;
  }

  private JsonException fail(String problem, int at) {
    return new JsonException(problem, at - begin);
  }

  private String found(int at) {
    return JsonException.found(b, at, end);
  }

  /** The next byte that is no white space, from {@code p} on. */
  private int skipSpace(int p) {
    return p < end && b[p] > ' ' ? p : skipMore(p);
  }

  private int skipMore(int from) {
    int p = from;
    while (p < end) {
      int c = b[p];
      if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
        break;
      }
      p++;
    }
    return p;
  }

  /** The byte at {@code p}, or 0 at the end; 0 is never part of JSON. */
  private int at(int p) {
    return p < end ? b[p] : 0;
  }

  private void emit(int type, int length, int offset, long payload) {
    words[n] = (long) type << TYPE_SHIFT | (long) length << LENGTH_SHIFT | offset;
    words[n + 1] = payload;
    n += 2;
  }

  private void room() {
    if (n + 4 > words.length) {
      words = Arrays.copyOf(words, words.length * 2);
    }
  }

  private int value(int p) {
    room();
    return switch (at(p)) {
      case '{' -> depth < opened ? object(p) : unopened(Tape.OBJECT, p);
      case '[' -> depth < opened ? array(p) : unopened(Tape.ARRAY, p);
      case '"' -> string(p);
      case 't' -> literal(Tape.TRUE, "true", p);
      case 'f' -> literal(Tape.FALSE, "false", p);
      case 'n' -> literal(Tape.NULL, "null", p);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(p);
      default -> throw fail("expected a value, found " + found(p), p);
    };
  }

  private int literal(int type, String word, int p) {
    int length = word.length();
    for (int i = 1; i < length; i++) {
      if (p + i >= end || b[p + i] != word.charAt(i)) {
        throw fail("expected " + word + ", found " + found(p + i), p + i);
      }
    }
    emit(type, length, p, 0);
    return p + length;
  }

  private int number(int p) {
    int after = numeral.read(b, p, end, begin);
    emit(numeral.type(), after - p, p, numeral.payload());
    return after;
  }

  private int enter(int p) {
    if (++depth > Tape.MAX_DEPTH) {
      throw fail("more than " + Tape.MAX_DEPTH + " arrays and objects within each other", p);
    }
    int node = n;
    n += 2;
    return node;
  }

  /** Writes the words of a container whose bytes and children are those up to here. */
  private int close(int type, int node, int start, int count, int after) {
    words[node] = (long) type << TYPE_SHIFT | (long) (after - start) << LENGTH_SHIFT | start;
    words[node + 1] = (long) count << 32 | n;
    depth--;
    return after;
  }

  private int unopened(int type, int start) {
    int node = n;
    n += 2;
    depth++;
    return close(type, node, start, Tape.UNKNOWN, BracketScan.after(b, start));
  }

  private int array(int start) {
    int node = enter(start);
    int p = skipSpace(start + 1);
    if (at(p) == ']') {
      return close(Tape.ARRAY, node, start, 0, p + 1);
    }
    for (int count = 1; ; count++) {
      p = skipSpace(value(p));
      int c = at(p);
      if (c == ']') {
        return close(Tape.ARRAY, node, start, count, p + 1);
      }
      if (c != ',') {
        throw fail("expected ',' or ']', found " + found(p), p);
      }
      p = skipSpace(p + 1);
    }
  }

  private int object(int start) {
    int node = enter(start);
    int p = skipSpace(start + 1);
    if (at(p) == '}') {
      return close(Tape.OBJECT, node, start, 0, p + 1);
    }
    long seen = 0;
    for (int count = 1; ; count++) {
      if (at(p) != '"') {
        throw fail("expected the name of a member in quotes, found " + found(p), p);
      }
      int name = n;
      p = skipSpace(name(p));
      long bit = 1L << words[name + 1];
      if ((seen & bit) != 0) {
        refuse(names.duplicateOfLast(this, node, name, count));
      }
      seen |= bit;
      if (at(p) != ':') {
        throw fail("expected ':', found " + found(p), p);
      }
      p = skipSpace(value(skipSpace(p + 1)));
      int c = at(p);
      if (c == '}') {
        refuse(names.duplicateInLarge(this, node, count));
        return close(Tape.OBJECT, node, start, count, p + 1);
      }
      if (c != ',') {
        throw fail("expected ',' or '}', found " + found(p), p);
      }
      p = skipSpace(p + 1);
    }
  }

  private void refuse(int duplicate) {
    if (duplicate >= 0 && !repeats) {
      throw fail("an object has two members of the same name", offset(duplicate) - 1);
    }
  }

  /** Reads the name of a member whose quote is at {@code p}; short ones by one word. */
  private int name(int p) {
    room();
    int start = p + 1;
    if (start <= b.length - Long.BYTES) {
      long word = (long) Hash.LONG.get(b, start);
      long stops = StringScan.stops(word);
      int length = Long.numberOfTrailingZeros(stops) >>> 3;
      int close = start + length;
      if (stops != 0 && close < end && b[close] == '"') {
        emit(Tape.STRING, length, start, Hash.ofShort(word, length));
        return close + 1;
      }
    }
    int node = n;
    int after = string(p);
    int length = after - 1 - start;
    words[node + 1] =
        (words[node] & ESCAPED) == 0 ? Hash.of(b, start, length) : hashDecoded(start, length);
    return after;
  }

  private long hashDecoded(int start, int length) {
    if (decoded.length < length) {
      decoded = new byte[length];
    }
    return Hash.of(decoded, 0, Utf8.decode(b, start, length, decoded, 0));
  }

  /** Reads the string whose quote is at {@code p}. */
  private int string(int p) {
    int start = p + 1;
    int q = StringScan.plain(b, start);
    if (q < end && b[q] == '"') {
      emit(Tape.STRING, q - start, start, 0);
      return q + 1;
    }
    return anyString(start, Math.min(q, end));
  }

  /** Goes on with a string at {@code from}, up to which it is printable ASCII without escapes. */
  private int anyString(int start, int from) {
    int q = from;
    long flags = 0;
    int beyondAscii = 0;
    for (; ; ) {
      if (q >= end) {
        throw fail("a string has no closing quote", start - 1);
      }
      int c = b[q];
      if (c == '"') {
        break;
      }
      if (c == '\\') {
        flags = ESCAPED;
        q = escape(q);
      } else if (c >= 0 && c < ' ') {
        throw fail("a control character in a string is not escaped: " + found(q), q);
      } else {
        beyondAscii |= c;
        q = Math.min(end, c < 0 ? q + 1 : StringScan.plain(b, q));
      }
    }
    int bad = beyondAscii < 0 ? Utf8.malformed(b, start, q) : -1;
    if (bad >= 0) {
      throw fail("a string is not UTF-8: " + found(bad), bad);
    }
    emit(Tape.STRING, q - start, start, 0);
    words[n - 2] |= flags;
    return q + 1;
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

  private int offset(int node) {
    return (int) words[node] & 0x7fffffff;
  }

  private int length(int node) {
    return (int) (words[node] >>> LENGTH_SHIFT) & 0xfffffff;
  }

  long hash(int name) {
    return words[name + 1];
  }

  /** The name of the member that follows the one of this name, both of one object. */
  int nextName(int name) {
    long type = words[name + 2] >>> TYPE_SHIFT;
    return type >= Tape.ARRAY ? (int) words[name + 3] : name + 4;
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
}
