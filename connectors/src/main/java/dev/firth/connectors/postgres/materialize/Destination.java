package dev.firth.connectors.postgres.materialize;

import dev.firth.connectors.postgres.Connections;
import dev.firth.connectors.postgres.ShortName;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.sdk.LoadedOutput;
import dev.firth.protocol.sdk.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The transactions of one task with the database that it fills. */
final class Destination implements Transactions {
  private static final String END_EARLIER =
      """
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = ? and usename = current_user and datname = current_database()
        and pid <> pg_backend_pid()
      """;

  private final Connections connections;
  private final Connection connection;
  private final Checkpoints checkpoints;
  private final List<TableWriter> tables;
  private final MaterializeResponse.Opened opened;

  private Destination(
      Connections connections,
      Connection connection,
      Checkpoints checkpoints,
      List<TableWriter> tables,
      Optional<RawJson> checkpoint) {
    this.connections = connections;
    this.connection = connection;
    this.checkpoints = checkpoints;
    this.tables = tables;
    opened = new MaterializeResponse.Opened(checkpoint, false, true, true);
  }

  /** Fences, then reads what the tables are now. */
  static Destination open(MaterializeRequest.Open request) {
    MaterializationMessage task = request.materialization();
    DestinationConfig config = DestinationConfig.of(task.config());
    Connections connections = new Connections(config.endpoint(), session(request));
    Connection connection = connections.open();
    try {
      endEarlier(connection, connections.applicationName());
      Checkpoints.create(connection, config);
      connection.setAutoCommit(false);
      Checkpoints checkpoints =
          new Checkpoints(config, request.store(), task.name(), request.range());
      Optional<RawJson> checkpoint = checkpoints.fence(connection);
      List<TableWriter> tables = new ArrayList<>();
      for (MaterializationMessage.Binding binding : task.bindings()) {
        tables.add(table(connection, binding, config, task.name(), request.store()));
      }
      connection.commit();
      return new Destination(connections, connection, checkpoints, tables, checkpoint);
    } catch (SQLException e) {
      connections.abort();
      throw connections.failure(e);
    } catch (RuntimeException e) {
      connections.abort();
      throw e;
    }
  }

  /** What tells sessions of this shard from those of others. */
  private static String session(MaterializeRequest.Open request) {
    String task = request.materialization().name();
    String name = "firth %s %s %s".formatted(brief(request.store()), request.range(), task);
    return ShortName.of(name, task, ShortName.LONGEST);
  }

  private static String brief(String store) {
    return store.length() > 8 ? store.substring(0, 8) : store;
  }

  /** A session that was replaced may hold locks; its fence is void already. */
  private static void endEarlier(Connection connection, String name) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(END_EARLIER)) {
      query.setString(1, name);
      query.execute();
    }
  }

  private static TableWriter table(
      Connection connection,
      MaterializationMessage.Binding binding,
      DestinationConfig config,
      String task,
      String store)
      throws SQLException {
    DestinationConfig.Resource resource = config.resource(binding.resource());
    LiveTable live = LiveTable.find(connection, resource).orElseThrow(() -> lost(resource));
    live.mark()
        .filter(mark -> !mark.store().equals(store) || !mark.task().equals(task))
        .ifPresent(
            mark -> {
              throw ConnectorFailure.pause(
                  "DestinationForeign", mark.refusal(resource.title(), store));
            });
    return new TableWriter(connection, binding, resource, config, live.columns());
  }

  /** A table that this task has filled is gone: made anew it would lack what was stored before. */
  static ConnectorFailure lost(DestinationConfig.Resource resource) {
    return ConnectorFailure.pause(
        "DestinationLost",
        "table %s does not exist any more, although this task has filled it. Put it back, or give its binding another name to fill it from the start."
            .formatted(resource.title()));
  }

  @Override
  public MaterializeResponse.Opened opened() {
    return opened;
  }

  @Override
  public void load(LoadBatch keys, LoadedOutput output) throws InterruptedException {
    try {
      int from = 0;
      while (from < keys.count()) {
        int binding = keys.binding(from);
        int to = from + 1;
        while (to < keys.count() && keys.binding(to) == binding) {
          to++;
        }
        tables.get(binding).load(keys, from, to, binding, output);
        from = to;
      }
    } catch (SQLException e) {
      throw connections.failure(e);
    }
  }

  @Override
  public void store(StoreBatch rows) {
    try {
      for (int row = 0; row < rows.count(); row++) {
        tables.get(rows.binding(row)).store(rows, row);
      }
    } catch (SQLException e) {
      throw connections.failure(e);
    }
  }

  @Override
  public Optional<ConnectorState> startCommit(RawJson checkpoint) {
    try {
      for (TableWriter table : tables) {
        table.flush();
      }
      checkpoints.keep(connection, checkpoint);
      connection.commit();
      return Optional.empty();
    } catch (SQLException e) {
      throw connections.failure(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
