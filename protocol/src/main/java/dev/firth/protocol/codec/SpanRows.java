package dev.firth.protocol.codec;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Limits;
import dev.firth.protocol.message.DocumentBatch;
import dev.firth.protocol.session.Whom;
import java.nio.charset.StandardCharsets;

/**
 * Rows of a binding and one value: {@code {"captured":{"binding":1,"doc":{...}}}} and its like. The
 * first rows of a session are parsed; if the value always came last in them, the rest are taken by
 * their beginning and their end, and whoever uses the value finds out if that was wrong.
 */
final class SpanRows {
  private static final int LEARN = 16;

  private final Whom whom;
  private final String name;
  private final String member;
  private final byte[] nameBytes;
  private final byte[] memberBytes;
  private final char last;
  private final byte[] prefix;
  private int learnt;
  private boolean trusted = true;
  private DocumentBatch batch = new DocumentBatch();

  /**
   * @param last the last character of every value
   */
  SpanRows(Whom whom, String name, String member, char last) {
    this.whom = whom;
    this.name = name;
    this.member = member;
    this.nameBytes = quoted(name);
    this.memberBytes = quoted(member);
    this.last = last;
    this.prefix = prefix(name);
  }

  static byte[] quoted(String name) {
    return ("\"" + name + "\"").getBytes(StandardCharsets.UTF_8);
  }

  static byte[] prefix(String name) {
    return ("{\"" + name + "\":{").getBytes(StandardCharsets.UTF_8);
  }

  void begin(byte[] lines) {
    batch = DocumentBatch.over(lines);
  }

  /** The rows since {@link #begin} or the call before. */
  DocumentBatch take() {
    DocumentBatch full = batch;
    batch = DocumentBatch.over(full.bytes());
    return full;
  }

  boolean isEmpty() {
    return batch.isEmpty();
  }

  boolean row(Cursor line) {
    if (!trusted || learnt < LEARN || !line.skip('{') || !line.member(nameBytes)) {
      return false;
    }
    if (!line.skip('{')) {
      return false;
    }
    int binding = line.binding();
    if (binding < 0) {
      return false;
    }
    if (!line.member(memberBytes)) {
      return false;
    }
    int end = line.valueBeforeTwoBraces(last);
    if (end < 0) {
      return false;
    }
    add(binding, line.at, end - line.at);
    return true;
  }

  boolean row(Tape tape, String found, int value) {
    if (!found.equals(name)) {
      return false;
    }
    int span = member(tape, value, member);
    if (span < 0) {
      throw whom.broke("a " + member + " in every " + name, "none");
    }
    int binding = member(tape, value, "binding");
    learnt++;
    trusted &= tape.next(span) == tape.next(value) && tape.next(value) == tape.next(0);
    add(
        binding < 0 || tape.type(binding) == Tape.NULL ? 0 : number(tape, binding),
        tape.start(span),
        tape.end(span) - tape.start(span));
    return true;
  }

  /** A binding's number, which may be quoted. */
  private static int number(Tape tape, int node) {
    int start = tape.offset(node);
    return Integer.parseInt(
        new String(tape.bytes(), start, tape.length(node), StandardCharsets.US_ASCII));
  }

  private static int member(Tape tape, int object, String name) {
    for (String spelling : new String[] {name, name + "Json", name + "_json"}) {
      int found = tape.find(object, spelling.getBytes(StandardCharsets.UTF_8));
      if (found >= 0) {
        return found;
      }
    }
    return -1;
  }

  private void add(int binding, int offset, int length) {
    if (length > Limits.DOCUMENT) {
      throw ConnectorFailure.pause(
          "DocumentTooLarge",
          "%s sent a document of %.1f MiB for binding %d, but the most is 16 MiB. Leave out or shorten what makes it so large."
              .formatted(whom, length / 1048576.0, binding));
    }
    batch.addSpan(binding, offset, length);
  }

  /** Writes rows as {@link #row(Cursor)} reads them. */
  void write(DocumentBatch rows, JsonBuffer out) {
    for (int row = 0; row < rows.count(); row++) {
      out.raw(prefix);
      binding(rows.binding(row), out);
      out.raw(memberBytes).put(':');
      out.raw(rows.bytes(), rows.offset(row), rows.length(row));
      out.raw("}}\n");
    }
  }

  /** The binding's member, which is left out for the first. */
  static void binding(int binding, JsonBuffer out) {
    if (binding != 0) {
      out.raw(Cursor.BINDING).put(':').number(binding).put(',');
    }
  }
}
