package dev.firth.connectors.postgres.materialize;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.postgresql.util.ByteStreamWriter;

/** Collects the values of one column as the text of an array of its type. */
final class ColumnWriter {
  private static final byte[] HEX = "\\x".getBytes(StandardCharsets.US_ASCII);

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

  private final String type;
  private final Encoding encoding;
  private final Encoding element;
  private final boolean strip;
  private final ArrayLiteral literal;

  /**
   * @param type of the column as {@code format_type} writes it
   * @param strip whether U+0000 is left out of texts
   */
  ColumnWriter(String type, boolean strip) {
    this.type = type;
    this.strip = strip;
    literal = new ArrayLiteral(strip);
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

  /** The parameter as an array, given that parameters are bytes of UTF-8. */
  String parameter() {
    String elements = encoding == Encoding.ARRAY ? "text" : type.replaceAll("\\s*\\([^)]*\\)", "");
    return "convert_from(?, 'UTF8')::" + elements + "[]";
  }

  /** A value of the array, which is called {@code name}, as the column wants it. */
  String value(String name) {
    return encoding == Encoding.ARRAY ? name + "::" + type : name;
  }

  void reset() {
    literal.reset();
  }

  int size() {
    return literal.size();
  }

  ByteStreamWriter bytes() {
    JsonBuffer whole = literal.finish();
    return ByteStreamWriter.of(ByteBuffer.wrap(whole.bytes(), 0, whole.size()));
  }

  /** Adds a document, which is JSON. */
  void addDocument(byte[] bytes, int offset, int length) {
    literal.addText(bytes, offset, length);
  }

  /**
   * Adds a value.
   *
   * @return false if it holds U+0000, which the type cannot
   */
  boolean add(Tape tape, int node) {
    return add(literal, encoding, tape, node);
  }

  void addNull() {
    literal.addNull();
  }

  private boolean add(ArrayLiteral out, Encoding as, Tape tape, int node) {
    int kind = tape.type(node);
    if (kind == Tape.NULL) {
      out.addNull();
      return true;
    }
    return switch (as) {
      case JSON -> {
        out.addText(tape.bytes(), tape.start(node), tape.end(node) - tape.start(node));
        yield true;
      }
      case JSONB -> out.addJson(tape, node);
      case BYTEA -> bytea(out, tape, node);
      case ARRAY -> kind == Tape.ARRAY ? array(out, tape, node) : text(out, tape, node, kind);
      case INTEGER -> {
        if (kind == Tape.NUMBER && tape.integral(node)) {
          out.addPlain(tape.decimalValue(node).toBigIntegerExact().toString());
          yield true;
        }
        yield text(out, tape, node, kind);
      }
      case TEXT -> text(out, tape, node, kind);
    };
  }

  private static boolean text(ArrayLiteral out, Tape tape, int node, int kind) {
    if (kind == Tape.STRING) {
      return out.addString(tape, node);
    }
    if (kind == Tape.OBJECT || kind == Tape.ARRAY) {
      return out.addJson(tape, node);
    }
    int start = tape.start(node);
    out.addPlain(tape.bytes(), start, tape.end(node) - start);
    return true;
  }

  /** Base64 as hexadecimal digits; what is no base64 as it is, for the server to refuse. */
  private static boolean bytea(ArrayLiteral out, Tape tape, int node) {
    if (tape.type(node) != Tape.STRING) {
      return text(out, tape, node, tape.type(node));
    }
    byte[] encoded = new byte[tape.length(node)];
    int length = tape.decode(node, encoded, 0);
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(Arrays.copyOf(encoded, length));
    } catch (IllegalArgumentException e) {
      return out.addString(tape, node);
    }
    JsonBuffer hex = new JsonBuffer(decoded.length * 2 + 2);
    hex.raw(HEX).raw(HexFormat.of().formatHex(decoded));
    out.addText(hex.bytes(), 0, hex.size());
    return true;
  }

  private boolean array(ArrayLiteral out, Tape tape, int node) {
    ArrayLiteral nested = new ArrayLiteral(strip);
    boolean whole = elements(nested, tape, node);
    JsonBuffer text = nested.finish();
    out.addText(text.bytes(), 0, text.size());
    return whole;
  }

  private boolean elements(ArrayLiteral out, Tape tape, int node) {
    boolean whole = true;
    int end = tape.next(node);
    for (int item = node + 2; item < end; item = tape.next(item)) {
      if (tape.type(item) == Tape.ARRAY && element != Encoding.JSON && element != Encoding.JSONB) {
        ArrayLiteral nested = new ArrayLiteral(strip);
        whole &= elements(nested, tape, item);
        JsonBuffer text = nested.finish();
        out.addPlain(text.bytes(), 0, text.size());
      } else {
        whole &= add(out, element, tape, item);
      }
    }
    return whole;
  }
}
