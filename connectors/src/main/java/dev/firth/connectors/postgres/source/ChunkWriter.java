package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.source.backfill.RecentChanges;
import dev.firth.connectors.postgres.source.backfill.RowKey;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.protocol.sdk.CaptureOutput;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what the stream has not overtaken of a chunk. One thread. */
final class ChunkWriter {
  private final CaptureOutput output;
  private final Tape tape = new Tape();
  private final JsonBuffer part = new JsonBuffer();

  ChunkWriter(CaptureOutput output) {
    this.output = output;
  }

  /**
   * @param recent what the stream changed, pruned by the chunk's snapshot; null if that does not
   *     matter
   */
  void write(Chunk chunk, Table table, @Nullable RecentChanges recent) throws InterruptedException {
    byte[] bytes = chunk.documents().bytes();
    boolean free = recent == null || recent.isEmpty();
    for (int row = 0; row < chunk.rows(); row++) {
      RowKey key = free ? null : chunk.key(row);
      if (recent == null || key == null || !recent.overtook(key)) {
        output.document(chunk.binding, bytes, chunk.offset(row), chunk.length(row));
      } else if (!recent.missing(key).isEmpty()) {
        part(bytes, chunk.offset(row), chunk.length(row), table, recent.missing(key));
        output.document(chunk.binding, part.bytes(), 0, part.size());
      }
    }
  }

  /** Only the key, the columns that no change carried, and where they come from. */
  private void part(byte[] bytes, int offset, int length, Table table, Set<String> missing) {
    tape.parse(bytes, offset, length);
    part.reset();
    part.put('{');
    int end = tape.next(0);
    for (int member = 2; member < end; member = tape.next(member + 2)) {
      String name = tape.string(member);
      if (missing.contains(name) || table.key().contains(name) || name.equals("_meta")) {
        part.raw(tape.bytes(), tape.start(member), tape.end(member) - tape.start(member));
        part.put(':').value(tape, member + 2).put(',');
      }
    }
    part.truncate(part.size() - 1);
    part.put('}');
  }
}
