package dev.firth.protocol.codec;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.protocol.message.StoreBatch;
import java.nio.charset.StandardCharsets;

/**
 * Rows to store. Flags come before the document, so that the document is last and its end is the
 * line's; key and values are passed over bracket by bracket.
 */
final class StoreRows {
  private static final byte[] PREFIX = SpanRows.prefix("store");
  private static final byte[] STORE = SpanRows.quoted("store");
  private static final byte[] EXISTS = SpanRows.quoted("exists");
  private static final byte[] DELETE = SpanRows.quoted("delete");
  private static final byte[] KEY = SpanRows.quoted("key");
  private static final byte[] VALUES = SpanRows.quoted("values");
  private static final byte[] DOCUMENT = SpanRows.quoted("doc");

  private StoreBatch batch = new StoreBatch();

  void begin(byte[] lines) {
    batch = StoreBatch.over(lines);
  }

  StoreBatch take() {
    StoreBatch full = batch;
    batch = StoreBatch.over(full.bytes());
    return full;
  }

  boolean isEmpty() {
    return batch.isEmpty();
  }

  boolean row(Cursor line) {
    if (!line.skip('{') || !line.member(STORE) || !line.skip('{')) {
      return false;
    }
    int binding = line.binding();
    if (binding < 0) {
      return false;
    }
    int exists = flag(line, EXISTS);
    int delete = flag(line, DELETE);
    if (exists < 0 || delete < 0 || !line.member(KEY)) {
      return false;
    }
    int key = line.at;
    if (!line.container()) {
      return false;
    }
    int keyEnd = line.at;
    if (!line.skip(',') || !line.member(VALUES)) {
      return false;
    }
    int values = line.at;
    if (!line.container()) {
      return false;
    }
    int valuesEnd = line.at;
    int document = valuesEnd;
    int documentEnd = valuesEnd;
    if (line.skip(',')) {
      if (!line.member(DOCUMENT)) {
        return false;
      }
      document = line.at;
      documentEnd = line.valueBeforeTwoBraces('}');
    }
    if (documentEnd < 0) {
      return false;
    }
    batch.addSpans(
        binding,
        key,
        keyEnd - key,
        values,
        valuesEnd - values,
        document,
        documentEnd - document,
        exists == 1,
        delete == 1);
    return true;
  }

  private static int flag(Cursor line, byte[] name) {
    if (!line.member(name)) {
      return 0;
    }
    int flag = line.flag();
    return line.skip(',') ? flag : -1;
  }

  boolean row(Tape tape, String found, int value) {
    if (!found.equals("store")) {
      return false;
    }
    int key = find(tape, value, "key");
    int values = find(tape, value, "values");
    int document = find(tape, value, "doc");
    int binding = find(tape, value, "binding");
    if (key < 0 || values < 0) {
      throw new IllegalArgumentException("a store without key or values");
    }
    int valuesEnd = tape.end(values);
    boolean has = document >= 0 && tape.type(document) == Tape.OBJECT;
    int start = has ? tape.start(document) : valuesEnd;
    batch.addSpans(
        binding < 0 ? 0 : (int) tape.longValue(binding),
        tape.start(key),
        tape.end(key) - tape.start(key),
        tape.start(values),
        valuesEnd - tape.start(values),
        start,
        has ? tape.end(document) - start : 0,
        isTrue(tape, find(tape, value, "exists")),
        isTrue(tape, find(tape, value, "delete")));
    return true;
  }

  private static int find(Tape tape, int object, String name) {
    return tape.find(object, name.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isTrue(Tape tape, int node) {
    return node >= 0 && tape.type(node) == Tape.TRUE;
  }

  static void write(StoreBatch rows, JsonBuffer out) {
    for (int row = 0; row < rows.count(); row++) {
      out.raw(PREFIX);
      SpanRows.binding(rows.binding(row), out);
      if (rows.exists(row)) {
        out.raw(EXISTS).raw(":true,");
      }
      if (rows.delete(row)) {
        out.raw(DELETE).raw(":true,");
      }
      out.raw(KEY).put(':').raw(rows.bytes(), rows.keyOffset(row), rows.keyLength(row));
      out.put(',').raw(VALUES).put(':');
      out.raw(rows.bytes(), rows.valuesOffset(row), rows.valuesLength(row));
      if (rows.documentLength(row) > 0) {
        out.put(',').raw(DOCUMENT).put(':');
        out.raw(rows.bytes(), rows.documentOffset(row), rows.documentLength(row));
      }
      out.raw("}}\n");
    }
  }
}
