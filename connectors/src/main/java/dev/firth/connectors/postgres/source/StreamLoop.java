package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.Connections;
import dev.firth.connectors.postgres.source.CaptureState.ByBlock;
import dev.firth.connectors.postgres.source.CaptureState.ByKey;
import dev.firth.connectors.postgres.source.CaptureState.Progress;
import dev.firth.connectors.postgres.source.CaptureState.Streaming;
import dev.firth.connectors.postgres.source.backfill.RecentChanges;
import dev.firth.connectors.postgres.source.row.TypeCatalog;
import dev.firth.connectors.postgres.source.wal.PgOutput;
import dev.firth.connectors.postgres.source.wal.Relation;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.sdk.CaptureOutput;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the stream, transaction by transaction, and writes documents and checkpoints: a checkpoint
 * as soon as nothing more waits, or after enough whole transactions. Chunks of the backfill go out
 * when their mark passes. One thread.
 */
final class StreamLoop {
  /** The mark that is set when the stream was opened. */
  static final String BEGUN = "begun";

  private static final Logger LOG = LoggerFactory.getLogger(StreamLoop.class);
  private static final int CHECKPOINT_DOCUMENTS = 4_000;

  private final Connections connections;
  private final SourceConfig config;
  private final Stream stream;
  private final Marks marks;
  private final Backfill backfill;
  private final List<CapturedTable> tables;
  private final CaptureState state;
  private final CaptureOutput output;
  private final Confirmations confirmations;
  private final boolean once;
  private final Map<Integer, CapturedTable> byOid = new HashMap<>();
  private final PgOutput message = new PgOutput();
  private final ChangeWriter changes;
  private final ChunkWriter chunks;
  private final CheckpointPlan plan = new CheckpointPlan(CHECKPOINT_DOCUMENTS);
  private TypeCatalog types;
  private int xid;
  private boolean begun;
  private boolean caughtUp;
  private volatile long checkpointed;

  StreamLoop(
      Connections connections,
      SourceConfig config,
      Stream stream,
      Marks marks,
      Backfill backfill,
      List<CapturedTable> tables,
      TypeCatalog types,
      CaptureState state,
      CaptureOutput output,
      Confirmations confirmations,
      boolean once) {
    this.connections = connections;
    this.config = config;
    this.stream = stream;
    this.marks = marks;
    this.backfill = backfill;
    this.tables = tables;
    this.types = types;
    this.state = state;
    this.output = output;
    this.confirmations = confirmations;
    this.once = once;
    changes = new ChangeWriter(connections, output);
    chunks = new ChunkWriter(output);
  }

  /** The position of the last checkpoint. Any thread. */
  long checkpointed() {
    return checkpointed;
  }

  /** Returns if once was asked and all is there and committed. */
  void run() throws SQLException, InterruptedException {
    while (true) {
      ByteBuffer next = stream.poll();
      if (next == null) {
        if (plan.settled()) {
          checkpoint();
          if (once && caughtUp) {
            confirmations.awaitAll();
            return;
          }
        }
        next = stream.read();
      }
      if (next == null) {
        throw new SQLException("the server ended the stream", "08006");
      }
      message.wrap(next);
      handle();
      if (plan.full()) {
        checkpoint();
      }
    }
  }

  private void handle() throws SQLException, InterruptedException {
    switch (message.tag()) {
      case PgOutput.INSERT, PgOutput.UPDATE, PgOutput.DELETE -> {
        CapturedTable table = byOid.get(message.change());
        plan.wrote(changes.write(message, table, xid));
      }
      case PgOutput.BEGIN -> {
        PgOutput.Begin begin = message.begin();
        xid = begin.xid();
        plan.begin();
        changes.begin(begin);
      }
      case PgOutput.COMMIT -> plan.commit(message.commit().endLsn());
      case PgOutput.RELATION -> relation(message.relation());
      case PgOutput.MESSAGE -> passed(message.message());
      case PgOutput.TRUNCATE -> truncated(message.truncated());
      default -> {
        return;
      }
    }
  }

  private void checkpoint() throws InterruptedException {
    if (!caughtUp) {
      caughtUp = begun && tables.stream().noneMatch(CapturedTable::backfilling);
    }
    long committed = plan.take();
    state.lsn(committed);
    confirmations.sent(committed);
    output.checkpoint(
        new CaptureResponse.Checkpoint(ConnectorState.patch(state.takePatch()), caughtUp));
    checkpointed = committed;
  }

  private void relation(Relation relation) throws SQLException {
    byOid.remove(relation.oid());
    for (CapturedTable table : tables) {
      if (table.table().schema().equals(relation.schema())
          && table.table().name().equals(relation.table())) {
        boolean known = relation.columns().stream().allMatch(c -> types.knows(c.typeOid()));
        if (!known) {
          try (Connection connection = connections.open()) {
            types = new ServerCatalog(connection).types(config.timestampsAreUtc());
          }
        }
        table.reshape(relation, types);
        byOid.put(relation.oid(), table);
      }
    }
  }

  private void truncated(int[] oids) {
    for (int oid : oids) {
      CapturedTable table = byOid.get(oid);
      if (table != null) {
        LOG.warn(
            "Table {} was truncated at the source: what was captured of it stays. Raise `reset` of its"
                + " collection to begin anew.",
            table.table().title());
      }
    }
  }

  private void passed(PgOutput.Message found) throws SQLException, InterruptedException {
    @Nullable String mark = marks.read(found.prefix(), found.content());
    if (mark == null) {
      return;
    }
    plan.marked();
    if (mark.equals(BEGUN)) {
      begun = true;
    } else if (mark.startsWith("chunk ")) {
      Chunk chunk = backfill.passed(Long.parseLong(mark.substring(6)));
      chunk.outcome = take(chunk);
      plan.filled();
      backfill.release(chunk);
    }
  }

  private Chunk.Outcome take(Chunk chunk) throws InterruptedException {
    CapturedTable table = tables.get(chunk.binding);
    Progress progress = state.progress(table.stateKey()).orElseThrow();
    RecentChanges recent = table.recent();
    long rows = chunk.rows();
    Progress next;
    switch (progress) {
      case ByKey byKey -> {
        if (!byKey.after().equals(chunk.start)) {
          return Chunk.Outcome.DROPPED;
        }
        for (CapturedTable other : tables) {
          RecentChanges of = other.recent();
          if (of != null) {
            of.prune(chunk.snapshot);
          }
        }
        if (recent != null && recent.refuses(chunk.snapshot)) {
          return Chunk.Outcome.REFUSED;
        }
        chunks.write(chunk, table.table(), recent);
        next = new ByKey(chunk.end, byKey.rows() + rows);
      }
      case ByBlock byBlock -> {
        chunks.write(chunk, table.table(), null);
        next =
            new ByBlock(
                byBlock.snapshot(), byBlock.fileNode(), chunk.endBlock, byBlock.rows() + rows);
      }
      case Streaming streaming -> {
        return Chunk.Outcome.DROPPED;
      }
    }
    if (chunk.last) {
      table.backfillDone();
      next = new Streaming();
    }
    state.progress(table.stateKey(), next);
    return Chunk.Outcome.ACCEPTED;
  }
}
