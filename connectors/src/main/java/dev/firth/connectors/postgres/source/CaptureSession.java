package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.Connections;
import dev.firth.connectors.postgres.source.CaptureState.ByBlock;
import dev.firth.connectors.postgres.source.CaptureState.ByKey;
import dev.firth.connectors.postgres.source.CaptureState.Progress;
import dev.firth.connectors.postgres.source.CaptureState.Streaming;
import dev.firth.connectors.postgres.source.backfill.Snapshot;
import dev.firth.connectors.postgres.source.row.TypeCatalog;
import dev.firth.protocol.message.CaptureMessage;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.sdk.Acknowledgements;
import dev.firth.protocol.sdk.CaptureOutput;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/**
 * One opened capture: a thread that reads the stream, one that backfills beside it, and the
 * caller's own, which confirms what is committed, keeps the server patient and ends the others.
 */
final class CaptureSession {
  private static final Duration TICK = Duration.ofMillis(500);
  private static final long PULSE_NANOS = 1_000_000_000L;
  private static final long HEARTBEAT_NANOS = 10_000_000_000L;
  private static final long HEARTBEAT_BYTES = 1 << 20;

  private final CaptureRequest.Open open;
  private final CaptureOutput output;
  private final SourceConfig config;
  private final SourceNames names;
  private final Connections connections;
  private final Confirmations confirmations;
  private final List<Thread> threads = new ArrayList<>();
  private final Thread caller = Thread.currentThread();
  private volatile @Nullable Throwable failure;
  private volatile boolean done;

  private CaptureSession(
      CaptureRequest.Open open, CaptureOutput output, Acknowledgements acknowledgements) {
    this.open = open;
    this.output = output;
    CaptureMessage capture = open.capture();
    config = SourceConfig.of(capture.config());
    names = SourceNames.of(config, open.store(), capture.name());
    connections = new Connections(config.endpoint(), "firth " + capture.name());
    confirmations = new Confirmations(acknowledgements);
  }

  /**
   * Captures until the caller is interrupted, something fails, or all is there and once was asked.
   */
  static void run(CaptureRequest.Open open, CaptureOutput output, Acknowledgements acknowledgements)
      throws InterruptedException {
    CaptureSession session = new CaptureSession(open, output, acknowledgements);
    try {
      session.begin();
    } catch (SQLException e) {
      throw session.connections.failure(e);
    } finally {
      session.end();
    }
  }

  private void begin() throws SQLException, InterruptedException {
    CaptureState state = CaptureState.of(open.state());
    Connection connection = connections.open();
    List<CaptureMessage.Binding> bindings = open.capture().bindings();
    boolean progress = bindings.stream().anyMatch(b -> state.progress(b.stateKey()).isPresent());
    Slot slot = new Slot(connection, names.slot());
    LogSequenceNumber confirmed = slot.require(progress, state.lsn()).confirmed();
    slot.endForeign();
    LogSequenceNumber from =
        progress && state.lsn().isPresent()
            ? state.lsn().get()
            : confirmed == null ? LogSequenceNumber.INVALID_LSN : confirmed;
    boolean inserts = new Publications(connection).exists(names.insertPublication());
    Stream stream = Stream.open(connections, names, from, inserts);
    Snapshot begun = SnapshotConnection.current(connection);
    output.opened(new CaptureResponse.Opened(true, true));

    TypeCatalog types = new ServerCatalog(connection).types(config.timestampsAreUtc());
    List<CapturedTable> tables = captured(connection, bindings);
    Writers writers = new Writers(connection, begun);
    SnapshotConnection snapshot = snapshot(tables, state, writers);
    List<Backfill.Task> tasks = tasks(tables, state, snapshot);
    Marks marks = new Marks(connections, UUID.randomUUID().toString());
    Backfill backfill =
        new Backfill(connections, marks, types, writers, snapshot, config.timestampsAreUtc());
    StreamLoop loop =
        new StreamLoop(
            connections,
            config,
            stream,
            marks,
            backfill,
            tables,
            types,
            state,
            output,
            confirmations,
            open.once());
    start("stream", loop::run);
    marks.set(StreamLoop.BEGUN);
    start("backfill", () -> backfill.run(tasks));
    supervise(connection, stream, marks, loop);
  }

  private static List<CapturedTable> captured(
      Connection connection, List<CaptureMessage.Binding> bindings) throws SQLException {
    List<Table> tables = SourcePostgres.tables(connection, bindings);
    List<CapturedTable> captured = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      captured.add(new CapturedTable(i, bindings.get(i).stateKey(), tables.get(i)));
    }
    return captured;
  }

  /** One snapshot for all tables without a key that are not complete; null if there are none. */
  private @Nullable SnapshotConnection snapshot(
      List<CapturedTable> tables, CaptureState state, Writers writers)
      throws SQLException, InterruptedException {
    List<Table> held = new ArrayList<>();
    for (CapturedTable table : tables) {
      boolean complete = state.progress(table.stateKey()).orElse(null) instanceof Streaming;
      if (!table.table().hasKey() && !complete) {
        writers.await(table.table());
        held.add(table.table());
      }
    }
    return held.isEmpty() ? null : SnapshotConnection.open(connections, held);
  }

  private static List<Backfill.Task> tasks(
      List<CapturedTable> tables, CaptureState state, @Nullable SnapshotConnection snapshot)
      throws SQLException {
    List<Backfill.Task> tasks = new ArrayList<>();
    for (CapturedTable table : tables) {
      Progress progress =
          state.progress(table.stateKey()).orElseGet(() -> first(table.table(), snapshot));
      if (state.progress(table.stateKey()).isEmpty()) {
        state.progress(table.stateKey(), progress);
      }
      switch (progress) {
        case ByKey _ -> table.backfillByKey();
        case ByBlock byBlock -> {
          if (snapshot != null) {
            snapshot.requireSameFile(table.table(), byBlock.fileNode());
          }
          table.backfillBySnapshot(byBlock.snapshot());
        }
        case Streaming _ -> {
          continue;
        }
      }
      tasks.add(new Backfill.Task(table, progress));
    }
    return tasks;
  }

  private static Progress first(Table table, @Nullable SnapshotConnection snapshot) {
    return table.hasKey() || snapshot == null
        ? new ByKey(List.of(), 0)
        : new ByBlock(snapshot.snapshot(), table.fileNode(), 0, 0);
  }

  private void supervise(Connection connection, Stream stream, Marks marks, StreamLoop loop)
      throws SQLException, InterruptedException {
    long pulsed = System.nanoTime();
    long beaten = pulsed;
    while (!done) {
      long position = awaitCommits();
      if (position != 0) {
        stream.confirm(position);
      }
      long now = System.nanoTime();
      boolean due = now - pulsed > PULSE_NANOS;
      stream.pulse(due);
      if (due) {
        pulsed = now;
        requireServer(connection);
      }
      if (now - beaten > HEARTBEAT_NANOS) {
        beaten = now;
        if (stream.received() - loop.checkpointed() > HEARTBEAT_BYTES) {
          marks.set("heartbeat");
        }
      }
    }
    stream.confirm(lastCommits());
    stream.pulse(true);
  }

  /**
   * A server that shuts down ends connections like this one, but waits for the stream until all of
   * its log is confirmed, which we never do: we must leave, or it does not end.
   */
  private static void requireServer(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("");
    }
  }

  /**
   * The position of the last commits. The stream's thread may interrupt us only now: it is done.
   */
  private long lastCommits() throws InterruptedException {
    try {
      return confirmations.await(Duration.ZERO);
    } catch (InterruptedException e) {
      return confirmations.await(Duration.ZERO);
    }
  }

  /** The position of what was committed meanwhile, or 0. Our threads interrupt us when they end. */
  private long awaitCommits() throws InterruptedException {
    InterruptedException interrupted = null;
    long position = 0;
    try {
      position = confirmations.await(TICK);
    } catch (InterruptedException e) {
      interrupted = e;
    }
    Throwable broken = failure;
    if (broken != null) {
      throw thrown(broken);
    }
    if (interrupted != null && !done) {
      throw interrupted;
    }
    return position;
  }

  private interface Body {
    void run() throws SQLException, InterruptedException;
  }

  private void start(String name, Body body) {
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .name(Thread.currentThread().getName() + " " + name)
            .start(() -> attempt(name, body)));
  }

  private void attempt(String name, Body body) {
    try {
      body.run();
      done = done || name.equals("stream");
    } catch (SQLException | InterruptedException | RuntimeException | Error e) {
      if (failure == null) {
        failure = e;
      }
    }
    if (done || failure != null) {
      caller.interrupt();
    }
  }

  private RuntimeException thrown(Throwable broken) throws InterruptedException {
    return switch (broken) {
      case SQLException e -> connections.failure(e);
      case InterruptedException e -> throw e;
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(broken);
    };
  }

  /** Breaks all connections, so that threads that wait for the server wake up, and joins them. */
  private void end() {
    connections.abort();
    threads.forEach(Thread::interrupt);
    boolean interrupted = Thread.interrupted();
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted && !done && failure == null) {
      Thread.currentThread().interrupt();
    }
  }
}
