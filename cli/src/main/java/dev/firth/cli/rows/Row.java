package dev.firth.cli.rows;

import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.Dialect;
import org.jspecify.annotations.Nullable;

/** A row on its tape, and its members by name and type. Reused from row to row. */
final class Row {
  private static final Member DRAFT = Member.of("draft");

  private final Tape tape = new Tape();

  /** Reads a row. */
  void read(byte[] bytes, int offset, int length) {
    tape.parse(bytes, offset, length);
    if (tape.type(0) != Tape.OBJECT) {
      throw new RowException("a row is a JSON object, not " + typeName(tape.type(0)));
    }
  }

  Tape tape() {
    return tape;
  }

  /** The node of a member that every row has, whatever its type. */
  int any(Member member) {
    int node = member.in(tape, 0);
    if (node < 0) {
      throw new RowException("the row has no member \"" + member.name() + "\"");
    }
    return node;
  }

  /** The node of a member that every row has and that is an array. */
  int array(Member member) {
    int node = any(member);
    expect(node, Tape.ARRAY, member.name());
    return node;
  }

  /** Whether a member that may be left out is true. */
  boolean flag(Member member, boolean otherwise) {
    int node = member.in(tape, 0);
    if (node < 0) {
      return otherwise;
    }
    return switch (tape.type(node)) {
      case Tape.TRUE -> true;
      case Tape.FALSE -> false;
      default -> throw wrong(member.name(), "true or false", tape.type(node));
    };
  }

  /** The draft of schemas that name none. */
  Dialect draft() {
    int node = DRAFT.in(tape, 0);
    if (node < 0) {
      return Dialect.DRAFT_2020_12;
    }
    Dialect named = tape.type(node) == Tape.STRING ? dialect(tape.string(node)) : null;
    if (named == null) {
      throw new RowException("\"draft\" must be \"2020-12\", \"2019-09\" or \"7\"");
    }
    return named;
  }

  /** The draft of that name, or null. */
  static @Nullable Dialect dialect(String name) {
    return switch (name) {
      case "2020-12" -> Dialect.DRAFT_2020_12;
      case "2019-09" -> Dialect.DRAFT_2019_09;
      case "7" -> Dialect.DRAFT_7;
      default -> null;
    };
  }

  /** Refuses the value at a node unless it is of that type. */
  void expect(int node, int type, String name) {
    if (tape.type(node) != type) {
      throw wrong(name, typeName(type), tape.type(node));
    }
  }

  private static RowException wrong(String name, String expected, int found) {
    return new RowException("\"" + name + "\" must be " + expected + ", not " + typeName(found));
  }

  static String typeName(int type) {
    return switch (type) {
      case Tape.NULL -> "null";
      case Tape.TRUE, Tape.FALSE -> "a boolean";
      case Tape.INTEGER, Tape.NUMBER -> "a number";
      case Tape.STRING -> "a string";
      case Tape.ARRAY -> "an array";
      default -> "an object";
    };
  }
}
