package dev.firth.documents.reduce;

import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;

/** Finds the pointer of a node, for messages: reductions themselves keep no path. */
final class Location {
  private Location() {}

  static String of(Tape tape, int node) {
    var pointer = new StringBuilder();
    int at = 0;
    while (at != node && tape.type(at) >= Tape.ARRAY) {
      at =
          tape.type(at) == Tape.OBJECT
              ? member(tape, at, node, pointer)
              : element(tape, at, node, pointer);
    }
    return pointer.toString();
  }

  private static int member(Tape tape, int object, int node, StringBuilder pointer) {
    int name = object + 2;
    while (tape.next(name + 2) <= node) {
      name = tape.next(name + 2);
    }
    pointer.append('/').append(Pointer.escape(tape.string(name)));
    return name + 2;
  }

  private static int element(Tape tape, int array, int node, StringBuilder pointer) {
    int item = array + 2;
    int index = 0;
    while (tape.next(item) <= node) {
      item = tape.next(item);
      index++;
    }
    pointer.append('/').append(index);
    return item;
  }
}
