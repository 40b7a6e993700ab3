package dev.firth.protocol.codec;

import dev.firth.documents.json.JsonException;
import dev.firth.documents.json.Tape;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.session.Whom;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Splits lines, tells rows that come by the million from everything else, and gathers them in
 * batches.
 */
abstract class LineDecoder<T> implements Decoder<T> {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Whom whom;
  private final Cursor cursor = new Cursor();
  private final Tape tape = new Tape();

  LineDecoder(Whom whom) {
    this.whom = whom;
  }

  @Override
  public final void decode(byte[] lines, int length, Sink<T> sink) throws InterruptedException {
    begin(lines);
    int at = 0;
    while (at < length) {
      int newline = Cursor.newline(lines, at, length);
      int stop = newline;
      while (stop > at && Cursor.blank(lines[stop - 1])) {
        stop--;
      }
      if (stop > at) {
        line(lines, at, stop, sink);
      }
      at = newline + 1;
    }
    pass(sink);
  }

  private void line(byte[] lines, int start, int stop, Sink<T> sink) throws InterruptedException {
    cursor.over(lines, start, stop);
    if (row(cursor, sink)) {
      return;
    }
    try {
      tape.parse(lines, start, stop - start);
    } catch (JsonException e) {
      throw garbage(lines, start, stop);
    }
    if (tape.type(0) != Tape.OBJECT) {
      throw garbage(lines, start, stop);
    }
    int last = tape.next(0);
    for (int name = 2; name < last; name = tape.next(name + 2)) {
      int value = name + 2;
      if (tape.type(value) == Tape.OBJECT && member(tape, tape.string(name), value, sink)) {
        return;
      }
    }
    throw garbage(lines, start, stop);
  }

  /** Tries one member of a message; false if it means nothing. */
  private boolean member(Tape parsed, String name, int value, Sink<T> sink)
      throws InterruptedException {
    try {
      if (row(parsed, name, value, sink)) {
        return true;
      }
      @Nullable T message = message(parsed, name, value);
      if (message != null) {
        pass(sink);
        sink.accept(message);
      }
      return message != null;
    } catch (IllegalArgumentException
        | ClassCastException
        | IndexOutOfBoundsException
        | JacksonException e) {
      throw whom.broke("a " + name + " as the protocol has it", "one that is malformed");
    }
  }

  private ConnectorFailure garbage(byte[] lines, int start, int stop) {
    int shown = Math.min(stop - start, 60);
    String text = new String(lines, start, shown, StandardCharsets.UTF_8);
    String came = shown < stop - start ? text + "..." : text;
    return whom.broke(
        "a message, which is a JSON object on one line of its output (logs belong on its stderr)",
        "\"" + came.replaceAll("\\p{Cntrl}", "?") + "\"");
  }

  final Whom whom() {
    return whom;
  }

  /** A value as a tree. */
  static Fields fields(Tape tape, int value) {
    return new Fields(tree(tape, value));
  }

  static JsonNode tree(Tape tape, int value) {
    int start = tape.start(value);
    return MAPPER.readTree(tape.bytes(), start, tape.end(value) - start);
  }

  /** New lines came: batches may point into them. */
  abstract void begin(byte[] lines);

  /** Takes a row by the bytes of its beginning; false if it is none, or not written as expected. */
  abstract boolean row(Cursor line, Sink<T> sink) throws InterruptedException;

  /** Takes a row that is written another way; false if it is none. */
  abstract boolean row(Tape tape, String name, int value, Sink<T> sink) throws InterruptedException;

  /** Any other message; null if the name means none. */
  abstract @Nullable T message(Tape tape, String name, int value);

  /** Passes the batch on, if there is one. */
  abstract void pass(Sink<T> sink) throws InterruptedException;
}
