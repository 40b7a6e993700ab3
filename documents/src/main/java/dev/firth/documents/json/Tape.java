package dev.firth.documents.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * One JSON document, tokenized into a flat array of two words a value, in document order. The tape
 * keeps a reference to the bytes and copies nothing: strings, numbers and containers are spans of
 * them, so that digits and escapes survive to the byte. A tape is reused from document to document
 * and by one thread at a time; once it has grown to the size of the documents, {@link #parse}
 * allocates nothing.
 *
 * <p>A value is named by its node, an index into the tape; the root is node 0. The children of an
 * array begin at {@code node + 2}. The first member of an object has its name, a string, at {@code
 * k = node + 2}, its value at {@code k + 2} and the next member at {@code next(k + 2)}. In both
 * cases the children end at {@code next(node)}.
 *
 * <p>The first word holds type (4 bits), whether a string has escapes (1), length (28) and offset
 * (31). The second holds the value of an integer, a {@link Decimals packed decimal}, the hash of a
 * member's name, or count and next of a container.
 */
public final class Tape {
  public static final int NULL = 1;
  public static final int TRUE = 2;
  public static final int FALSE = 3;

  /** A number without fraction and exponent that fits a long. */
  public static final int INTEGER = 4;

  /** Any other number; its text is kept. */
  public static final int NUMBER = 5;

  public static final int STRING = 6;
  public static final int ARRAY = 7;
  public static final int OBJECT = 8;

  /** The deepest nesting of arrays and objects that {@link #parse} accepts. */
  public static final int MAX_DEPTH = 512;

  /** The longest document, in bytes, that {@link #parse} accepts. */
  public static final int MAX_LENGTH = (1 << 28) - 1;

  /** The count of a container that was not opened. */
  static final int UNKNOWN = -1;

  static final int TYPE_SHIFT = 60;
  static final int LENGTH_SHIFT = 31;
  static final long ESCAPED = 1L << 59;
  private static final int RETAINED = 1 << 18;
  private static final int INITIAL = 1 << 10;

  /** Many tapes never hold more than this, and are made by the row. */
  private static final int SMALL = 1 << 6;

  private static final int MAX_HIDDEN = 3;
  private static final int CUT = 1000;

  private byte[] bytes = {};
  private long[] words = new long[SMALL];
  private final Tokenizer tokenizer = new Tokenizer();
  private final Marks marks = new Marks();
  private final int[] hiddenNames = new int[MAX_HIDDEN];
  private final int[] hiddenIn = new int[MAX_HIDDEN];
  private int hidden;

  /**
   * Reads exactly one JSON value from {@code length} bytes at {@code offset}; white space may
   * surround it. The bytes must not change while the tape is in use. After an exception the tape
   * holds no document.
   *
   * @throws JsonException when the bytes are not one JSON value of RFC 8259 in strict UTF-8: lone
   *     surrogates, members of one object with equal names, more than {@link #MAX_DEPTH} levels,
   *     more than {@link #MAX_LENGTH} bytes and exponents of more than nine digits are refused
   */
  public void parse(byte[] bytes, int offset, int length) throws JsonException {
    boolean grown = words.length >= INITIAL;
    if (!grown && length > 4 * SMALL || words.length > RETAINED && length < words.length >> 4) {
      words = new long[INITIAL];
    }
    this.bytes = bytes;
    marks.truncate(0);
    hidden = 0;
    words = tokenizer.tokenize(bytes, offset, length, words);
  }

  /** {@link #parse}, but members of one object may have equal names. */
  void parseWithRepeats(byte[] bytes, int offset, int length) throws JsonException {
    tokenizer.allowRepeats(true);
    try {
      parse(bytes, offset, length);
    } finally {
      tokenizer.allowRepeats(false);
    }
  }

  /**
   * Reads the JSON value of the first of some lines, one value a line.
   *
   * @param length of all lines
   * @return the offset of the newline behind the value, or of the end of the lines
   * @throws JsonException as {@link #parse(byte[], int, int)}
   */
  public int parseLine(byte[] bytes, int offset, int length) throws JsonException {
    this.bytes = bytes;
    marks.truncate(0);
    hidden = 0;
    words = tokenizer.tokenizeLine(bytes, offset, length, words);
    return tokenizer.lineEnd();
  }

  /**
   * Reads a document that was read before, down to a level: objects and arrays within {@code
   * levels} others are spans, whose children and their number nobody may ask for.
   *
   * @param bytes that {@link #parse} accepts
   */
  public void skim(byte[] bytes, int offset, int length, int levels) {
    this.bytes = bytes;
    marks.truncate(0);
    hidden = 0;
    words = tokenizer.skim(bytes, offset, length, levels, words);
  }

  /** The bytes of the last parse; spans are offsets into them. */
  public byte[] bytes() {
    return bytes;
  }

  public int type(int node) {
    return (int) (words[node] >>> TYPE_SHIFT);
  }

  /**
   * Where the text of the value begins: after the quote of a string, at the bracket of a container.
   */
  public int offset(int node) {
    return (int) words[node] & 0x7fffffff;
  }

  /** Bytes of the text of the value, escapes as written: without quotes, with brackets. */
  public int length(int node) {
    return (int) (words[node] >>> LENGTH_SHIFT) & 0xfffffff;
  }

  /** The first byte of the whole value, quotes included. */
  public int start(int node) {
    return type(node) == STRING ? offset(node) - 1 : offset(node);
  }

  /** One past the last byte of the whole value, quotes included. */
  public int end(int node) {
    int textEnd = offset(node) + length(node);
    return type(node) == STRING ? textEnd + 1 : textEnd;
  }

  /** The node after this value and all in it. */
  public int next(int node) {
    return type(node) >= ARRAY ? (int) words[node + 1] : node + 2;
  }

  /** Elements of an array, members of an object. */
  public int count(int node) {
    return (int) (words[node + 1] >>> 32);
  }

  /** Whether the text of a string has backslashes. */
  public boolean escaped(int node) {
    return (words[node] & ESCAPED) != 0;
  }

  /** The value of an INTEGER. */
  public long longValue(int node) {
    return words[node + 1];
  }

  /** The nearest double of an INTEGER or NUMBER, infinite where it is too large. */
  public double doubleValue(int node) {
    if (type(node) == INTEGER) {
      return words[node + 1];
    }
    return Decimals.toDouble(words[node + 1], bytes, offset(node), length(node));
  }

  /**
   * The exact value of an INTEGER or NUMBER. Its exponent may have nine digits: compare it, but do
   * not expand it.
   */
  public BigDecimal decimalValue(int node) {
    if (type(node) == INTEGER) {
      return BigDecimal.valueOf(words[node + 1]);
    }
    long packed = words[node + 1];
    return Decimals.isPacked(packed)
        ? BigDecimal.valueOf(Decimals.mantissa(packed), Decimals.scale(packed))
        : LongNumeral.decimal(bytes, offset(node), offset(node) + length(node));
  }

  /**
   * As {@link #decimalValue}, but of a number of very many digits only the first thousand and a one
   * for the rest: it stands to every number of fewer digits as the value itself does.
   */
  public BigDecimal cutValue(int node) {
    return length(node) <= CUT ? decimalValue(node) : LongNumeral.of(this, node).cut(CUT);
  }

  /** Whether an INTEGER or NUMBER has no fraction: 1, 1.0 and 10e-1 have none. */
  public boolean integral(int node) {
    int type = type(node);
    return type == INTEGER
        || (type == NUMBER
            && Decimals.integral(words[node + 1], bytes, offset(node), length(node)));
  }

  /** The decoded characters of a string; the text of any other value. */
  public String string(int node) {
    int offset = offset(node);
    int length = length(node);
    if (escaped(node)) {
      byte[] decoded = new byte[length];
      return new String(
          decoded, 0, Utf8.decode(bytes, offset, length, decoded, 0), StandardCharsets.UTF_8);
    }
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  /**
   * Writes the decoded UTF-8 of a string, which is never longer than its text, to {@code out} at
   * {@code at}.
   *
   * @return the number of bytes written
   */
  public int decode(int node, byte[] out, int at) {
    int offset = offset(node);
    int length = length(node);
    if (escaped(node)) {
      return Utf8.decode(bytes, offset, length, out, at);
    }
    System.arraycopy(bytes, offset, out, at, length);
    return length;
  }

  /** Whether a string decodes to exactly these UTF-8 bytes. */
  public boolean equalTo(int string, byte[] utf8) {
    int offset = offset(string);
    int length = length(string);
    if (escaped(string)) {
      return Utf8.decodesTo(bytes, offset, length, utf8);
    }
    return length == utf8.length && Hash.equal(bytes, offset, utf8, 0, length);
  }

  /** The {@link #nameHash hash} of the decoded name of a member, given the node of that name. */
  public long hash(int name) {
    return words[name + 1];
  }

  /**
   * The value of the member of that decoded name, or -1 where there is none or the node is no
   * object.
   */
  public int find(int object, byte[] nameUtf8) {
    return find(object, nameUtf8, nameHash(nameUtf8, 0, nameUtf8.length));
  }

  /** Whether two names of members, of this tape and another, decode to the same. */
  public boolean sameName(int name, Tape other, int otherName) {
    if (words[name + 1] != other.words[otherName + 1]) {
      return false;
    }
    if (escaped(name) || other.escaped(otherName)) {
      return JsonOrder.compare(this, name, other, otherName) == 0;
    }
    int length = length(name);
    return length == other.length(otherName)
        && Hash.equal(bytes, offset(name), other.bytes, other.offset(otherName), length);
  }

  /** As {@link #find(int, byte[])}, with the name's hash at hand. */
  public int find(int object, byte[] nameUtf8, long nameHash) {
    if (type(object) != OBJECT) {
      return -1;
    }
    int end = next(object);
    for (int name = object + 2; name < end; name = next(name + 2)) {
      if (words[name + 1] == nameHash && equalTo(name, nameUtf8)) {
        return name + 2;
      }
    }
    return -1;
  }

  /** As {@link #find(int, byte[], long)}, or -1 where the member is hidden. */
  public int findVisible(int object, byte[] nameUtf8, long nameHash) {
    int value = find(object, nameUtf8, nameHash);
    return value >= 0 && isHidden(value - 2) ? -1 : value;
  }

  /**
   * The hash by which names are told apart before their bytes are compared. Not stable between
   * versions.
   */
  public static long nameHash(byte[] utf8, int offset, int length) {
    return Hash.of(utf8, offset, length);
  }

  /**
   * Hides a member from schemas, until the next {@link #parse}: at most three. Everything else
   * still sees it.
   *
   * @param name the node of its name
   */
  public void hide(int object, int name) {
    hiddenNames[hidden] = name;
    hiddenIn[hidden++] = object;
  }

  /** Shows again what was hidden. */
  public void unhide() {
    hidden = 0;
  }

  /** Whether the member whose name is at this node is hidden. */
  public boolean isHidden(int name) {
    for (int i = 0; i < hidden; i++) {
      if (hiddenNames[i] == name) {
        return true;
      }
    }
    return false;
  }

  /** Members of an object that are not hidden. */
  public int visible(int object) {
    int count = count(object);
    for (int i = 0; i < hidden; i++) {
      count -= hiddenIn[i] == object ? 1 : 0;
    }
    return count;
  }

  /** Working memory for a walk over this tape. */
  public Marks marks() {
    return marks;
  }

  /**
   * The packed decimal of a NUMBER or the value of an INTEGER, for comparisons within this package.
   */
  long payload(int node) {
    return words[node + 1];
  }
}
