package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.source.backfill.Snapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for transactions that were already writing to a table when the stream began. What they did
 * to it may lie before the stream's start or before the table was published, so that the stream
 * does not have it, while no snapshot sees it before they end. A transaction keeps its lock on the
 * table until its changes are visible.
 */
final class Writers {
  private static final Logger LOG = LoggerFactory.getLogger(Writers.class);
  private static final long WARN_NANOS = 10_000_000_000L;

  private static final String WRITING =
      """
      select count(*)
      from pg_locks held
        join pg_locks own on own.virtualtransaction = held.virtualtransaction
          and own.locktype = 'transactionid' and own.mode = 'ExclusiveLock' and own.granted
      where held.locktype = 'relation' and held.granted
        and held.database = (select oid from pg_database where datname = current_database())
        and (held.relation = ?::oid
          or held.relation in (select relid::oid from pg_partition_tree(?::oid::regclass)))
        and held.mode in ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock',
          'AccessExclusiveLock')
        and own.transactionid::text::int8 = any(?)
      """;

  private final Connection connection;
  private final Long[] running;

  /**
   * @param connection in autocommit; who shares it waits for short queries only
   * @param begun a snapshot that was taken after the stream began
   */
  Writers(Connection connection, Snapshot begun) {
    this.connection = connection;
    running =
        Arrays.stream(begun.running()).mapToObj(xid -> xid & 0xffff_ffffL).toArray(Long[]::new);
  }

  void await(Table table) throws SQLException, InterruptedException {
    if (running.length == 0) {
      return;
    }
    long warn = System.nanoTime() + WARN_NANOS;
    int writing = writing(table);
    while (writing > 0) {
      if (System.nanoTime() > warn) {
        LOG.warn(
            "The backfill of table {} waits for {} transactions that wrote to it before.",
            table.title(),
            writing);
        warn += 3 * WARN_NANOS;
      }
      ServerPause.on(connection);
      writing = writing(table);
    }
  }

  private int writing(Table table) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(WRITING)) {
      query.setLong(1, table.oid());
      query.setLong(2, table.oid());
      query.setArray(3, connection.createArrayOf("int8", running));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
