package dev.firth.connectors.postgres.source.wal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of pgoutput, protocol version 1 and up ("Logical Replication Message Formats" of
 * PostgreSQL's documentation), read in place. A message is {@link #wrap wrapped}, then asked for
 * what its {@link #tag} says that it holds; changes fill tuples that are reused.
 */
public final class PgOutput {
  public static final byte BEGIN = 'B';
  public static final byte COMMIT = 'C';
  public static final byte ORIGIN = 'O';
  public static final byte RELATION = 'R';
  public static final byte TYPE = 'Y';
  public static final byte INSERT = 'I';
  public static final byte UPDATE = 'U';
  public static final byte DELETE = 'D';
  public static final byte TRUNCATE = 'T';
  public static final byte MESSAGE = 'M';

  private final Tuple oldTuple = new Tuple();
  private final Tuple newTuple = new Tuple();
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private byte tag;
  private byte oldKind;

  /** The start of a transaction: where its commit lies, when that was, and its 32-bit number. */
  public record Begin(long commitLsn, long commitMicros, int xid) {}

  /** The end of a transaction: its commit record and the first byte after it. */
  public record Commit(long commitLsn, long endLsn) {}

  /** {@code pg_logical_emit_message}. */
  public record Message(boolean transactional, long lsn, String prefix, String content) {}

  /** Microseconds from 1970-01-01 to 2000-01-01, where PostgreSQL's clock starts. */
  private static final long EPOCH_MICROS = 946_684_800_000_000L;

  /**
   * Takes a message that lies between a buffer's position and limit; its array is kept.
   *
   * @throws IllegalStateException if it has no tag; what reads on throws it where a message ends
   *     before what it says that it holds, and never looks beyond it
   */
  public void wrap(ByteBuffer message) {
    bytes = message.array();
    at = message.arrayOffset() + message.position();
    end = message.arrayOffset() + message.limit();
    tag = int8();
    oldKind = 0;
  }

  /** Which message it is: one of the constants. */
  public byte tag() {
    return tag;
  }

  public Begin begin() {
    long lsn = int64();
    long micros = int64() + EPOCH_MICROS;
    return new Begin(lsn, micros, int32());
  }

  public Commit commit() {
    int8();
    long lsn = int64();
    return new Commit(lsn, int64());
  }

  public Relation relation() {
    int oid = int32();
    String schema = text();
    String table = text();
    char identity = (char) int8();
    int count = int16();
    need(count * 10L);
    List<Relation.Attribute> columns = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean key = (int8() & 1) != 0;
      String name = text();
      int type = int32();
      columns.add(new Relation.Attribute(name, key, type, int32()));
    }
    return new Relation(oid, schema.isEmpty() ? "pg_catalog" : schema, table, identity, columns);
  }

  /** Numbers of the tables that a {@link #TRUNCATE} emptied. */
  public int[] truncated() {
    int count = int32();
    int8();
    need(count * 4L);
    int[] oids = new int[count];
    for (int i = 0; i < oids.length; i++) {
      oids[i] = int32();
    }
    return oids;
  }

  public Message message() {
    boolean transactional = (int8() & 1) != 0;
    long lsn = int64();
    String prefix = text();
    int length = int32();
    need(length);
    return new Message(
        transactional, lsn, prefix, new String(bytes, at, length, StandardCharsets.UTF_8));
  }

  /**
   * Reads an {@link #INSERT}, {@link #UPDATE} or {@link #DELETE}: its tuples are then there.
   *
   * @return the number of the table
   */
  public int change() {
    int oid = int32();
    byte part = int8();
    if (part == 'K' || part == 'O') {
      oldKind = part;
      tuple(oldTuple);
      if (tag == DELETE) {
        return oid;
      }
      part = int8();
    }
    if (part != 'N') {
      throw new IllegalStateException("pgoutput: unexpected part " + (char) part);
    }
    tuple(newTuple);
    return oid;
  }

  /** The row after an insert or update. */
  public Tuple newTuple() {
    return newTuple;
  }

  /** The row's old image, or null if the change carried none; see {@link #oldIsWhole}. */
  public @Nullable Tuple oldTuple() {
    return oldKind == 0 ? null : oldTuple;
  }

  /** Whether the old image has all columns (REPLICA IDENTITY FULL), not only identifying ones. */
  public boolean oldIsWhole() {
    return oldKind == 'O';
  }

  private void tuple(Tuple out) {
    out.start(bytes);
    int count = int16();
    for (int i = 0; i < count; i++) {
      byte kind = int8();
      int length = kind == Tuple.TEXT ? int32() : 0;
      need(length);
      out.add(kind, at, length);
      at += length;
    }
  }

  private String text() {
    int start = at;
    while (int8() != 0) {}
    return new String(bytes, start, at - 1 - start, StandardCharsets.UTF_8);
  }

  private void need(long length) {
    if (length < 0 || length > end - at) {
      throw new IllegalStateException(
          "pgoutput: a message of tag %d is cut off or says a wrong length".formatted(tag));
    }
  }

  private byte int8() {
    need(1);
    return bytes[at++];
  }

  private int int16() {
    need(2);
    int value = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    at += 2;
    return value;
  }

  private int int32() {
    need(4);
    int value =
        bytes[at] << 24
            | (bytes[at + 1] & 0xff) << 16
            | (bytes[at + 2] & 0xff) << 8
            | bytes[at + 3] & 0xff;
    at += 4;
    return value;
  }

  private long int64() {
    long high = int32();
    return high << 32 | int32() & 0xffffffffL;
  }
}
