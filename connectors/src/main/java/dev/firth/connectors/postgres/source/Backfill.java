package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.Connections;
import dev.firth.connectors.postgres.source.CaptureState.ByBlock;
import dev.firth.connectors.postgres.source.CaptureState.ByKey;
import dev.firth.connectors.postgres.source.backfill.ChunkSize;
import dev.firth.connectors.postgres.source.backfill.Snapshot;
import dev.firth.connectors.postgres.source.row.TypeCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the tables that are not backfilled yet, a chunk at a time, beside the stream. After each
 * chunk it sets a mark; the stream takes the chunk when it passes that mark. At most {@link
 * #CHUNKS} chunks are on their way. Runs in a thread of its own.
 */
final class Backfill {
  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);
  private static final int CHUNKS = 3;

  private final Connections connections;
  private final Marks marks;
  private final TypeCatalog types;
  private final Writers writers;
  private final @Nullable SnapshotConnection snapshot;
  private final boolean timestampsAreUtc;
  private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CHUNKS);
  private final BlockingQueue<Chunk> ready = new ArrayBlockingQueue<>(CHUNKS);
  private long nextId;

  /** A table to read, and from where. */
  record Task(CapturedTable table, CaptureState.Progress from) {}

  /**
   * @param snapshot where tables without a key are read; null if there are none
   */
  Backfill(
      Connections connections,
      Marks marks,
      TypeCatalog types,
      Writers writers,
      @Nullable SnapshotConnection snapshot,
      boolean timestampsAreUtc) {
    this.connections = connections;
    this.marks = marks;
    this.types = types;
    this.writers = writers;
    this.snapshot = snapshot;
    this.timestampsAreUtc = timestampsAreUtc;
    for (int i = 0; i < CHUNKS; i++) {
      free.add(new Chunk());
    }
  }

  /** The chunk whose mark the stream passes: chunks and marks have the same order. */
  Chunk passed(long id) {
    Chunk chunk = ready.poll();
    if (chunk == null || chunk.id != id) {
      throw new IllegalStateException("mark of chunk " + id + " without its chunk");
    }
    return chunk;
  }

  /** Gives a chunk back, its outcome set. */
  void release(Chunk chunk) {
    free.add(chunk);
  }

  /** Reads all tables: those without a key first, because a snapshot is held for them. */
  void run(List<Task> tasks) throws SQLException, InterruptedException {
    for (Task task : tasks) {
      if (task.from() instanceof ByBlock from) {
        byBlock(task.table(), from);
      }
    }
    if (snapshot != null) {
      snapshot.close();
    }
    if (tasks.stream().anyMatch(task -> task.from() instanceof ByKey)) {
      try (Connection connection = connections.open()) {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        for (Task task : tasks) {
          if (task.from() instanceof ByKey from) {
            byKey(connection, task.table(), from);
          }
        }
      }
    }
  }

  private void byKey(Connection connection, CapturedTable captured, ByKey from)
      throws SQLException, InterruptedException {
    writers.await(captured.table());
    LiveReader live = new LiveReader(connection, captured.table(), types, timestampsAreUtc);
    ChunkSize size = new ChunkSize(100, 10_000, 1_000_000);
    List<String> cursor = from.after();
    boolean complete = false;
    while (!complete) {
      Chunk chunk = free.take();
      if (chunk.outcome == Chunk.Outcome.REFUSED) {
        cursor = chunk.start;
      }
      RowReader reader = live.lock();
      chunk.reset(captured.binding(), nextId++, SnapshotConnection.current(connection));
      long started = System.nanoTime();
      reader.byKey(chunk, cursor, size.next(), System.currentTimeMillis());
      connection.commit();
      size.learn(chunk.rows(), chunk.documents().size(), System.nanoTime() - started);
      cursor = chunk.end;
      boolean last = chunk.last;
      hand(chunk);
      if (last) {
        List<String> refused = settle();
        complete = refused == null;
        cursor = refused == null ? cursor : refused;
      }
    }
    LOG.info("Table {} is backfilled.", captured.table().title());
  }

  /** Waits until the stream has taken every chunk; the start of a refused one, or null. */
  private @Nullable List<String> settle() throws InterruptedException {
    Chunk[] back = new Chunk[CHUNKS];
    List<String> refused = null;
    for (int i = 0; i < CHUNKS; i++) {
      back[i] = free.take();
      if (back[i].outcome == Chunk.Outcome.REFUSED) {
        refused = back[i].start;
        back[i].outcome = Chunk.Outcome.ACCEPTED;
      }
    }
    free.addAll(List.of(back));
    return refused;
  }

  private void byBlock(CapturedTable captured, ByBlock from)
      throws SQLException, InterruptedException {
    SnapshotConnection held = snapshot;
    if (held == null) {
      throw new IllegalStateException("no snapshot for " + captured.table().title());
    }
    RowReader reader = new RowReader(held.connection(), captured.table(), types);
    ChunkSize size = new ChunkSize(16, 1024, 16_384);
    long resumed = held.resumed(from.snapshot());
    long blocks = held.blocks(captured.table());
    long block = from.block();
    do {
      Chunk chunk = free.take();
      Snapshot seen = from.snapshot();
      chunk.reset(captured.binding(), nextId++, seen);
      long to = Math.min(blocks, block + size.next());
      long started = System.nanoTime();
      reader.byBlock(chunk, block, to, seen, resumed, System.currentTimeMillis());
      size.learn(to - block, chunk.documents().size(), System.nanoTime() - started);
      block = to;
      chunk.last = block >= blocks;
      hand(chunk);
    } while (block < blocks);
    LOG.info("Table {} is backfilled.", captured.table().title());
  }

  private void hand(Chunk chunk) throws SQLException, InterruptedException {
    long id = chunk.id;
    ready.put(chunk);
    marks.set("chunk " + id);
  }
}
