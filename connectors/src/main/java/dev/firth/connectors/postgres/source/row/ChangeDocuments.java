package dev.firth.connectors.postgres.source.row;

import dev.firth.connectors.postgres.source.wal.Tuple;
import dev.firth.documents.json.JsonBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the documents of changes and of backfilled rows: the row's columns, then {@code _meta}
 * with {@code op} and {@code source}. One thread; each document replaces the one before in {@link
 * #buffer}.
 */
public final class ChangeDocuments {
  private static final byte[] META = Literals.ascii("\"_meta\":{\"op\":\"");
  private static final byte[] AFTER_OP = Literals.ascii("\",");
  private static final byte[] BEFORE = Literals.ascii("\"before\":{");
  private static final byte[] LOC = Literals.ascii(",\"loc\":[");
  private static final byte[] UNCHANGED = Literals.ascii(",\"unchanged\":[");
  private static final byte[] END = Literals.ascii("}}}");

  private final JsonBuffer out = new JsonBuffer(4096);
  private long millis;
  private long commitLsn;
  private long ordinal;

  /** The document written last. */
  public JsonBuffer buffer() {
    return out;
  }

  /** Begins a transaction: what its documents say of where they come from. */
  public void begin(long commitMillis, long commitLsn) {
    this.millis = commitMillis;
    this.commitLsn = commitLsn;
    ordinal = -1;
  }

  /** Begins a change: its documents have an ordinal of their own in the transaction. */
  public void next() {
    ordinal++;
  }

  /**
   * An insert, or an update that kept the key.
   *
   * @param op {@code c} or {@code u}
   * @param before the whole row before, if the change carried it
   * @param fill where unchanged columns come from, if they are known: a whole row
   * @param part 0, or 1 for the second document of one change
   */
  public void row(
      RowShape shape, char op, Tuple row, @Nullable Tuple before, @Nullable Tuple fill, int part) {
    out.reset();
    out.put('{');
    boolean unchanged = false;
    for (int i = 0; i < Math.min(shape.size(), row.size()); i++) {
      if (row.kind(i) != Tuple.UNCHANGED) {
        shape.member(i, row, out);
        out.put(',');
      } else if (fill != null) {
        shape.member(i, fill, out);
        out.put(',');
      } else {
        unchanged = true;
      }
    }
    meta(shape, op, before);
    location(part);
    if (unchanged) {
      unchanged(shape, row);
    }
    out.raw(END);
  }

  /**
   * A delete.
   *
   * @param old what the change carried of the row
   * @param whole whether that is the whole row
   * @param identity the columns that {@code old} really has, if it is not whole
   */
  public void delete(RowShape shape, Tuple old, boolean whole, int[] identity) {
    out.reset();
    out.put('{');
    if (whole) {
      shape.members(old, out);
    } else {
      for (int column : identity) {
        shape.member(column, old, out);
        out.put(',');
      }
    }
    meta(shape, 'd', whole ? old : null);
    location(0);
    out.raw(END);
  }

  private void meta(RowShape shape, char op, @Nullable Tuple before) {
    out.raw(META).put(op).raw(AFTER_OP);
    if (before != null) {
      out.raw(BEFORE);
      shape.members(before, out);
      out.truncate(out.size() - 1);
      out.put('}').put(',');
    }
    shape.source(millis, out);
  }

  private void location(int part) {
    out.raw(LOC).number(commitLsn).put(',').number(ordinal).put(',').number(part).put(']');
  }

  private void unchanged(RowShape shape, Tuple row) {
    out.raw(UNCHANGED);
    for (String name : shape.unchanged(row)) {
      out.string(name).put(',');
    }
    out.truncate(out.size() - 1);
    out.put(']');
  }

  /**
   * What stands after the columns of every row of a backfill of a table with a key.
   *
   * @param millis when the rows were read
   */
  public static byte[] snapshotMeta(RowShape shape, long millis) {
    JsonBuffer tail = new JsonBuffer();
    tail.raw(META).put('c').raw(AFTER_OP);
    shape.source(millis, tail);
    return tail.raw(",\"snapshot\":true").raw(END).toByteArray();
  }

  /**
   * What stands after the columns of every row of a backfill of a table without a key, up to the
   * block and offset of the row, which {@link #END_OF_LOCATED} follows.
   *
   * @param snapshot the snapshot that the rows are visible in
   */
  public static byte[] locatedMeta(RowShape shape, long millis, String snapshot) {
    JsonBuffer tail = new JsonBuffer();
    tail.raw(META).put('c').raw(AFTER_OP);
    shape.source(millis, tail);
    return tail.raw(",\"snapshot\":").string(snapshot).raw(",\"loc\":[0,").toByteArray();
  }

  public static final byte[] END_OF_LOCATED = Literals.ascii("]}}}");
}
