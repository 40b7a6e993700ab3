package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.source.backfill.RowKey;
import dev.firth.connectors.postgres.source.backfill.Snapshot;
import dev.firth.documents.json.JsonBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a backfill that were read in one snapshot and wait for the stream to pass their mark.
 * Reused: it goes from the backfill to the stream and back, and belongs to one of them at a time.
 */
final class Chunk {
  private static final Snapshot NONE = new Snapshot(0, 0, new long[0]);

  /** What the stream did with it. */
  enum Outcome {
    ACCEPTED,
    /** Too much was changed to tell which rows were overtaken: to be read again. */
    REFUSED,
    /** It follows a refused one. */
    DROPPED
  }

  int binding;
  long id;
  Snapshot snapshot = NONE;

  /** Tables with a key: rows after this key, up to and with {@link #end}. Empty: from the start. */
  List<String> start = List.of();

  List<String> end = List.of();

  /** Tables without a key: rows below this block. */
  long endBlock;

  /** Whether nothing follows it. */
  boolean last;

  Outcome outcome = Outcome.ACCEPTED;

  private final JsonBuffer documents = new JsonBuffer(1 << 20);
  private final JsonBuffer keys = new JsonBuffer(1 << 14);
  private int[] ends = new int[1024];
  private int[] keyEnds = new int[1024];
  private int rows;

  void reset(int binding, long id, Snapshot snapshot) {
    this.binding = binding;
    this.id = id;
    this.snapshot = snapshot;
    documents.reset();
    keys.reset();
    rows = 0;
    last = false;
    outcome = Outcome.ACCEPTED;
  }

  /** Where the next row's document is written, before {@link #endRow}. */
  JsonBuffer documents() {
    return documents;
  }

  /** Ends a row. */
  void endRow(@Nullable RowKey key) {
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, rows * 2);
      keyEnds = Arrays.copyOf(keyEnds, rows * 2);
    }
    if (key != null) {
      keys.raw(key.bytes());
    }
    ends[rows] = documents.size();
    keyEnds[rows++] = keys.size();
  }

  int rows() {
    return rows;
  }

  int offset(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  int length(int row) {
    return ends[row] - offset(row);
  }

  RowKey key(int row) {
    int from = row == 0 ? 0 : keyEnds[row - 1];
    return new RowKey(Arrays.copyOfRange(keys.bytes(), from, keyEnds[row]));
  }
}
