package dev.firth.documents.json;

import java.util.HashMap;
import java.util.Map;

/**
 * Documents whose objects repeat members, as RFC 8259 lets them, read as most readers do: of
 * members of one name the last counts, in the place of the first.
 */
public final class LastMembers {
  private final Tape tape = new Tape();
  private final JsonBuffer out = new JsonBuffer();

  private LastMembers() {}

  /**
   * The same document without the members that do not count.
   *
   * @throws JsonException when the bytes are no JSON, by the other rules of {@link Tape#parse}
   */
  public static byte[] of(byte[] bytes) {
    var reading = new LastMembers();
    reading.tape.parseWithRepeats(bytes, 0, bytes.length);
    reading.value(0);
    return reading.out.toByteArray();
  }

  private void value(int node) {
    switch (tape.type(node)) {
      case Tape.ARRAY -> array(node);
      case Tape.OBJECT -> object(node);
      default -> out.value(tape, node);
    }
  }

  private void array(int node) {
    char before = '[';
    for (int child = node + 2; child < tape.next(node); child = tape.next(child)) {
      out.put(before);
      value(child);
      before = ',';
    }
    out.raw(before == '[' ? "[]" : "]");
  }

  private void object(int node) {
    Map<String, Integer> last = HashMap.newHashMap(tape.count(node));
    for (int name = node + 2; name < tape.next(node); name = tape.next(name + 2)) {
      last.put(tape.string(name), name);
    }
    char before = '{';
    for (int name = node + 2; name < tape.next(node); name = tape.next(name + 2)) {
      Integer counts = last.remove(tape.string(name));
      if (counts != null) {
        out.put(before).value(tape, name).put(':');
        value(counts + 2);
        before = ',';
      }
    }
    out.raw(before == '{' ? "{}" : "}");
  }
}
