package dev.firth.connectors.postgres.materialize;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * A {@code text[]} parameter that is being written in the binary format of PostgreSQL (array_recv):
 * a length and the bytes of each text, so that nothing is quoted, escaped or made an object.
 * Reusable.
 */
final class TextArray {
  private static final int HEADER = 20;
  private static final int TEXT_OID = 25;

  private final JsonBuffer out = new JsonBuffer(1 << 12);
  private int count;
  private boolean nulls;

  TextArray() {
    reset();
  }

  /** Begins anew. */
  void reset() {
    out.reset();
    out.reserve(HEADER);
    out.advance(HEADER);
    count = 0;
    nulls = false;
  }

  int size() {
    return out.size();
  }

  void addNull() {
    int32(-1);
    nulls = true;
    count++;
  }

  /** Bytes of UTF-8. */
  void add(byte[] bytes, int offset, int length) {
    int32(length);
    out.raw(bytes, offset, length);
    count++;
  }

  /**
   * The characters of a JSON string.
   *
   * @param strip whether U+0000, which PostgreSQL's text cannot hold, is left out
   * @return false if it holds U+0000 and that is not left out
   */
  boolean addString(Tape tape, int node, boolean strip) {
    if (!tape.escaped(node)) {
      add(tape.bytes(), tape.offset(node), tape.length(node));
      return true;
    }
    int start = out.size();
    int32(0);
    byte[] to = out.reserve(tape.length(node));
    int at = out.size();
    int end = tape.decode(node, to, at) + at;
    int kept = at;
    for (int i = at; i < end; i++) {
      to[kept] = to[i];
      kept += to[i] == 0 ? 0 : 1;
    }
    out.advance(kept - at);
    write(out.bytes(), start, kept - at);
    count++;
    return strip || kept == end;
  }

  private void int32(int value) {
    write(out.reserve(4), out.size(), value);
    out.advance(4);
  }

  private static void write(byte[] to, int at, int value) {
    to[at] = (byte) (value >> 24);
    to[at + 1] = (byte) (value >> 16);
    to[at + 2] = (byte) (value >> 8);
    to[at + 3] = (byte) value;
  }

  /** The array so far, as a parameter; valid until {@link #reset}. */
  PGobject parameter() {
    byte[] bytes = out.bytes();
    write(bytes, 0, 1);
    write(bytes, 4, nulls ? 1 : 0);
    write(bytes, 8, TEXT_OID);
    write(bytes, 12, count);
    write(bytes, 16, 1);
    return new Parameter(out);
  }

  /** How the driver is given bytes of its own. */
  private static final class Parameter extends PGobject implements PGBinaryObject {
    private final transient JsonBuffer whole;

    Parameter(JsonBuffer whole) {
      this.whole = whole;
      type = "_text";
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
      throw new IllegalStateException("a parameter is not read");
    }

    @Override
    public int lengthInBytes() {
      return whole.size();
    }

    @Override
    public void toBytes(byte[] bytes, int offset) {
      System.arraycopy(whole.bytes(), 0, bytes, offset, whole.size());
    }
  }
}
