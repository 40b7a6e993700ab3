package dev.firth.connectors.postgres.source;

import dev.firth.protocol.ConnectorFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/** A logical replication slot: from where the server keeps its log for us. */
final class Slot {
  private static final String FIND =
      """
      select plugin, database, database = current_database(), coalesce(active_pid, 0),
             confirmed_flush_lsn::text, coalesce(wal_status, '') = 'lost'
      from pg_replication_slots where slot_name = ?
      """;

  private static final String RETAINED =
      """
      select pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::int8
      from pg_replication_slots where slot_name = ?
      """;

  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Connection connection;
  private final String name;

  /**
   * @param activePid the server's process that serves it, or 0
   * @param confirmed up to where we have said that we need nothing any more
   * @param lost whether the server has removed log that it needs
   */
  record State(
      String plugin,
      String database,
      boolean here,
      int activePid,
      @Nullable LogSequenceNumber confirmed,
      boolean lost) {}

  Slot(Connection connection, String name) {
    this.connection = connection;
    this.name = name;
  }

  Optional<State> find() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        String confirmed = row.getString(5);
        return Optional.of(
            new State(
                String.valueOf(row.getString(1)),
                String.valueOf(row.getString(2)),
                row.getBoolean(3),
                row.getInt(4),
                confirmed == null ? null : LogSequenceNumber.valueOf(confirmed),
                row.getBoolean(6)));
      }
    }
  }

  /** How many bytes of its log the server keeps for it; empty if there is none. */
  OptionalLong retained() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(RETAINED)) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getObject(1) != null
            ? OptionalLong.of(row.getLong(1))
            : OptionalLong.empty();
      }
    }
  }

  /**
   * Makes it where there is none, or none that still works.
   *
   * @return whether it was made
   */
  boolean renew() throws SQLException {
    Optional<State> found = find();
    if (found.isPresent()) {
      requireOurs(found.get());
      if (!found.get().lost()) {
        return false;
      }
      drop();
    }
    create();
    return true;
  }

  /** Makes it: waits for transactions that run now. */
  void create() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select pg_create_logical_replication_slot(?, 'pgoutput')")) {
      query.setString(1, name);
      query.execute();
    }
  }

  void drop() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select pg_drop_replication_slot(?)")) {
      query.setString(1, name);
      query.execute();
    }
  }

  /**
   * The slot that a capture resumes from.
   *
   * @param progress whether the capture has captured anything through it already
   * @param position up to where the capture is committed
   * @throws ConnectorFailure SlotLost, if changes after {@code position} are gone
   */
  State require(boolean progress, Optional<LogSequenceNumber> position) throws SQLException {
    Optional<State> found = find();
    if (found.isEmpty()) {
      if (progress) {
        throw lost("it does not exist any more");
      }
      create();
      found = find();
    }
    State state = found.orElseThrow(() -> lost("it vanished as soon as it was made"));
    requireOurs(state);
    if (state.lost()) {
      throw lost("the server removed log that it still needed (max_slot_wal_keep_size)");
    }
    LogSequenceNumber confirmed = state.confirmed();
    if (progress
        && confirmed != null
        && position.isPresent()
        && confirmed.compareTo(position.get()) > 0) {
      throw lost("it is ahead of this capture, so it was made anew or moved by someone else");
    }
    return state;
  }

  private void requireOurs(State state) {
    if (!state.here() || !state.plugin().equals("pgoutput")) {
      throw ConnectorFailure.pause(
          "InvalidConfiguration",
          "Replication slot \"%s\" is one of database \"%s\" with plugin %s: choose another /slotName."
              .formatted(name, state.database(), state.plugin()));
    }
  }

  private ConnectorFailure lost(String why) {
    return ConnectorFailure.pause(
        "SlotLost",
        ("Replication slot \"%s\" is lost: %s. Changes since then cannot be captured. Give every"
                + " binding of the capture another name: their tables are read again (rows deleted"
                + " meanwhile stay).")
            .formatted(name, why));
  }

  /** Ends whoever still uses the slot: the task's log has fenced them out already. */
  void endForeign() throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    int pid = find().map(State::activePid).orElse(0);
    while (pid != 0) {
      try (PreparedStatement query =
          connection.prepareStatement("select pg_terminate_backend(?)")) {
        query.setInt(1, pid);
        query.execute();
      }
      if (System.nanoTime() > deadline) {
        throw ConnectorFailure.of(
            "Replication slot \"%s\" is in use by process %d of the server, which does not end."
                .formatted(name, pid));
      }
      ServerPause.on(connection);
      pid = find().map(State::activePid).orElse(0);
    }
  }
}
