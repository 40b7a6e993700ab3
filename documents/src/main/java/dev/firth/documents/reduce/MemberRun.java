package dev.firth.documents.reduce;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;

/**
 * Members of an object that follow each other without white space and are taken as they are: they
 * are copied at once, when one comes that does not follow.
 */
final class MemberRun {
  private final Tape tape;
  private final JsonBuffer out;

  /** Where the first member of the object is written: others have a comma before them. */
  private final int first;

  private int from;
  private int to;

  MemberRun(Tape tape, JsonBuffer out, int first) {
    this.tape = tape;
    this.out = out;
    this.first = first;
  }

  /** Takes the member of that name, if it can be copied as its document writes it. */
  boolean take(int name) {
    int value = name + 2;
    int start = tape.start(name);
    if (tape.end(name) + 1 != tape.start(value)) {
      return false;
    }
    if (to + 1 != start || to == from) {
      flush();
      from = start;
    }
    to = tape.end(value);
    return true;
  }

  /** Writes what was taken. */
  void flush() {
    if (to > from) {
      if (out.size() > first) {
        out.put(',');
      }
      out.raw(tape.bytes(), from, to - from);
      to = from;
    }
  }
}
