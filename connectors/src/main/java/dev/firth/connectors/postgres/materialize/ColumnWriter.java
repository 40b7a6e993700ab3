package dev.firth.connectors.postgres.materialize;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.postgresql.util.PGobject;

/** Collects the values of one column as texts that its type reads. */
final class ColumnWriter {

  /** How JSON becomes the type's input. */
  private enum Encoding {
    /** Numbers, booleans and characters as they are; objects and arrays as JSON. */
    TEXT,
    /** Whole numbers: 1.0 is 1. */
    INTEGER,
    /** JSON as it is. */
    JSON,
    /** As JSON, but of a type that refuses U+0000. */
    JSONB,
    BYTEA,
    /** JSON arrays as arrays. */
    ARRAY
  }

  /** More than any integer type has: such a number is refused by the database, as it stands. */
  private static final int MAX_DIGITS = 20;

  private final String type;
  private final Encoding encoding;
  private final Encoding element;
  private final boolean strip;
  private final TextArray values = new TextArray();

  /**
   * @param type of the column as {@code format_type} writes it
   * @param strip whether U+0000 is left out of texts
   */
  ColumnWriter(String type, boolean strip) {
    this.type = type;
    this.strip = strip;
    boolean array = type.endsWith("[]");
    encoding = array ? Encoding.ARRAY : encoding(ColumnTypes.canonical(type));
    element =
        array
            ? encoding(ColumnTypes.canonical(type.substring(0, type.length() - 2)))
            : Encoding.TEXT;
  }

  private static Encoding encoding(String type) {
    return switch (type) {
      case "smallint", "integer", "bigint", "oid" -> Encoding.INTEGER;
      case "json" -> Encoding.JSON;
      case "jsonb" -> Encoding.JSONB;
      case "bytea" -> Encoding.BYTEA;
      default -> Encoding.TEXT;
    };
  }

  /** One of our texts, which is called {@code name}, as the column's type. */
  String value(String name) {
    return type.equals("text") ? name : name + "::" + ColumnTypes.castable(type);
  }

  /** The same of a value of the key: rounded as the column rounds it. */
  String keyValue(String name) {
    return switch (ColumnTypes.canonical(type)) {
      case "numeric",
          "time without time zone",
          "time with time zone",
          "timestamp without time zone",
          "timestamp with time zone",
          "interval" ->
          name + "::" + type;
      default -> value(name);
    };
  }

  /**
   * Whether values that differ as JSON differ in the column too.
   *
   * @param types of the JSON values
   */
  boolean tellsApart(List<String> types) {
    return switch (type.startsWith("numeric(") ? type : ColumnTypes.canonical(type)) {
      case "smallint", "integer", "bigint", "oid", "numeric" -> types.equals(List.of("integer"));
      case "boolean" -> types.equals(List.of("boolean"));
      case "text", "character varying" -> types.size() == 1;
      default -> false;
    };
  }

  /** A writer of the same column, with no values. */
  ColumnWriter another() {
    return new ColumnWriter(type, strip);
  }

  void reset() {
    values.reset();
  }

  int size() {
    return values.size();
  }

  PGobject parameter() {
    return values.parameter();
  }

  /** Adds a document, which is JSON. */
  void addDocument(byte[] bytes, int offset, int length) {
    values.add(bytes, offset, length);
  }

  /**
   * Adds a value.
   *
   * @return false if it holds U+0000, which the type cannot
   */
  boolean add(Tape tape, int node) {
    int kind = tape.type(node);
    if (kind == Tape.NULL) {
      values.addNull();
      return true;
    }
    return switch (encoding) {
      case JSONB -> json(tape, node);
      case BYTEA -> whole(bytea(tape, node));
      case JSON -> raw(tape, node);
      case INTEGER ->
          kind == Tape.NUMBER && tape.integral(node)
              ? whole(integer(tape, node))
              : text(tape, node, kind);
      case ARRAY -> kind == Tape.ARRAY ? array(tape, node) : text(tape, node, kind);
      case TEXT -> text(tape, node, kind);
    };
  }

  private boolean text(Tape tape, int node, int kind) {
    if (kind == Tape.STRING) {
      return values.addString(tape, node, strip);
    }
    return kind == Tape.OBJECT || kind == Tape.ARRAY ? json(tape, node) : raw(tape, node);
  }

  private boolean raw(Tape tape, int node) {
    int start = tape.start(node);
    values.add(tape.bytes(), start, tape.end(node) - start);
    return true;
  }

  private boolean whole(byte[] text) {
    values.add(text, 0, text.length);
    return true;
  }

  private boolean array(Tape tape, int node) {
    ArrayLiteral array = new ArrayLiteral();
    boolean whole = elements(array, tape, node);
    JsonBuffer text = array.finish();
    values.add(text.bytes(), 0, text.size());
    return whole;
  }

  /** A whole number without fraction or exponent, unless no integer type has so many digits. */
  private static byte[] integer(Tape tape, int node) {
    BigDecimal number = tape.cutValue(node);
    return number.signum() != 0 && (long) number.precision() - number.scale() > MAX_DIGITS
        ? Arrays.copyOfRange(tape.bytes(), tape.start(node), tape.end(node))
        : number.toBigIntegerExact().toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** JSON of a type that refuses U+0000, which JSON writes as an escape. */
  private boolean json(Tape tape, int node) {
    byte[] bytes = tape.bytes();
    int start = tape.start(node);
    int end = tape.end(node);
    int nul = nul(bytes, start, end);
    if (nul < 0) {
      values.add(bytes, start, end - start);
      return true;
    }
    JsonBuffer kept = new JsonBuffer(end - start);
    int from = start;
    for (int at = nul; at >= 0; at = nul(bytes, from, end)) {
      kept.raw(bytes, from, at - from);
      from = at + 6;
    }
    kept.raw(bytes, from, end - from);
    values.add(kept.bytes(), 0, kept.size());
    return strip;
  }

  /** Where JSON text has the escape of U+0000, or -1. */
  private static int nul(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == '\\') {
        if (i + 5 < end
            && bytes[i + 1] == 'u'
            && bytes[i + 2] == '0'
            && bytes[i + 3] == '0'
            && bytes[i + 4] == '0'
            && bytes[i + 5] == '0') {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /** Base64 as hexadecimal digits; what is no base64 as it is, for the server to refuse. */
  private static byte[] bytea(Tape tape, int node) {
    byte[] encoded = new byte[tape.length(node)];
    int length = tape.type(node) == Tape.STRING ? tape.decode(node, encoded, 0) : 0;
    try {
      byte[] decoded = Base64.getDecoder().decode(Arrays.copyOf(encoded, length));
      return ("\\x" + HexFormat.of().formatHex(decoded)).getBytes(StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      return Arrays.copyOf(encoded, length);
    }
  }

  private boolean elements(ArrayLiteral out, Tape tape, int node) {
    boolean whole = true;
    int end = tape.next(node);
    for (int item = node + 2; item < end; item = tape.next(item)) {
      int kind = tape.type(item);
      boolean json = element == Encoding.JSON || element == Encoding.JSONB;
      if (kind == Tape.NULL) {
        out.addNull();
      } else if (kind == Tape.ARRAY && !json) {
        ArrayLiteral nested = new ArrayLiteral();
        whole &= elements(nested, tape, item);
        JsonBuffer text = nested.finish();
        out.addPlain(text.bytes(), 0, text.size());
      } else {
        byte[] text = element(tape, item, json);
        whole &= indexOfNul(text) < 0;
        out.addText(text, 0, text.length);
      }
    }
    return whole;
  }

  private byte[] element(Tape tape, int item, boolean json) {
    int kind = tape.type(item);
    if (element == Encoding.BYTEA) {
      return bytea(tape, item);
    }
    if (element == Encoding.INTEGER && kind == Tape.NUMBER && tape.integral(item)) {
      return integer(tape, item);
    }
    if (kind == Tape.STRING && !json) {
      String text = tape.string(item);
      return (strip ? text.replace("\0", "") : text).getBytes(StandardCharsets.UTF_8);
    }
    return Arrays.copyOfRange(tape.bytes(), tape.start(item), tape.end(item));
  }

  private static int indexOfNul(byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (text[i] == 0) {
        return i;
      }
    }
    return -1;
  }
}
