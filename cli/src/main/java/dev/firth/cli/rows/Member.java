package dev.firth.cli.rows;

import dev.firth.documents.json.Tape;
import java.nio.charset.StandardCharsets;

/** The name of a member of rows, ready to be looked for. */
record Member(String name, byte[] utf8, long hash) {
  static Member of(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return new Member(name, utf8, Tape.nameHash(utf8, 0, utf8.length));
  }

  /** The node of the member's value in an object, or -1. */
  int in(Tape tape, int object) {
    return tape.find(object, utf8, hash);
  }
}
