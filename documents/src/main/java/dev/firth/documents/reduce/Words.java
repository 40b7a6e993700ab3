package dev.firth.documents.reduce;

import dev.firth.documents.json.Tape;

/** Names of types, for messages. */
final class Words {
  private Words() {}

  static String of(Tape tape, int node) {
    return switch (tape.type(node)) {
      case Tape.NULL -> "null";
      case Tape.TRUE, Tape.FALSE -> "a boolean";
      case Tape.INTEGER, Tape.NUMBER -> "a number";
      case Tape.STRING -> "a string";
      case Tape.ARRAY -> "an array";
      default -> "an object";
    };
  }
}
