package dev.firth.connectors.postgres.materialize;

import dev.firth.connectors.postgres.Connections;
import dev.firth.connectors.postgres.Quoting;
import dev.firth.connectors.sql.FieldConstraints;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.CollectionMessage;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.Constraint;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.sdk.MaterializeConnector;
import dev.firth.protocol.sdk.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code materialize-postgres}: tables of a PostgreSQL database that equal collections, row by row.
 * The database decides what is committed: rows and checkpoint are one transaction.
 */
public final class MaterializePostgres implements MaterializeConnector {
  private static final int LONGEST_NAME = 63;

  @Override
  public ConnectorSpecification specification() {
    return DestinationConfig.specification();
  }

  @Override
  public MaterializeResponse.Validated validate(MaterializeRequest.Validate request) {
    DestinationConfig config = DestinationConfig.of(request.config());
    Connections connections = new Connections(config.endpoint(), "firth " + request.name());
    List<MaterializeResponse.Validated.Binding> answers = new ArrayList<>();
    try (Connection connection = connections.open()) {
      for (MaterializeRequest.Validate.Binding binding : request.bindings()) {
        DestinationConfig.Resource resource = config.resource(binding.resource());
        if (resource.table().isEmpty()) {
          throw ConnectorFailure.pause("InvalidConfiguration", "resource: /table is required.");
        }
        if (resource.deltaUpdates() && config.hardDelete()) {
          throw ConnectorFailure.pause(
              "InvalidConfiguration",
              "table %s has deltaUpdates, which cannot delete: take hardDelete out of the config, or"
                      .formatted(resource.title())
                  + " deltaUpdates out of the binding.");
        }
        Optional<LiveTable> live = LiveTable.find(connection, resource);
        answers.add(
            new MaterializeResponse.Validated.Binding(
                constraints(binding, resource, live), resource.path(), resource.deltaUpdates()));
      }
      return new MaterializeResponse.Validated(answers);
    } catch (SQLException e) {
      throw connections.failure(e);
    }
  }

  private static Map<String, List<Constraint>> constraints(
      MaterializeRequest.Validate.Binding binding,
      DestinationConfig.Resource resource,
      Optional<LiveTable> live) {
    CollectionMessage collection = binding.collection();
    boolean made =
        live.isPresent()
            && live.get().mark().map(m -> m.backfill() >= binding.backfill()).orElse(true);
    Map<String, LiveTable.Column> columns = made ? live.get().columns() : Map.of();
    Map<String, List<Constraint>> constraints =
        FieldConstraints.of(
            collection,
            binding.groupBy(),
            resource.deltaUpdates(),
            field -> columns.containsKey(field) ? columns.get(field).type() : "",
            projection -> ColumnTypes.of(projection, binding.fieldConfig()),
            ColumnTypes::takes,
            ColumnTypes::widens,
            field -> "");
    for (String field : List.copyOf(constraints.keySet())) {
      if (field.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        constraints.put(
            field,
            List.of(
                Constraint.of(
                    Constraint.Type.FIELD_FORBIDDEN,
                    "its name is longer than the 63 bytes of a column's name in PostgreSQL: give it"
                        + " a shorter one by a projection")));
      }
    }
    return constraints;
  }

  @Override
  public MaterializeResponse.Applied apply(MaterializeRequest.Apply request) {
    MaterializationMessage task = request.materialization();
    DestinationConfig config = DestinationConfig.of(task.config());
    Connections connections = new Connections(config.endpoint(), "firth " + task.name());
    List<String> done = new ArrayList<>();
    try (Connection connection = connections.open()) {
      schema(connection, config.schema(), done);
      Checkpoints.create(connection, config);
      FilledBindings.create(connection, config);
      connection.setAutoCommit(false);
      for (MaterializationMessage.Binding binding : task.bindings()) {
        DestinationConfig.Resource resource = config.resource(binding.resource());
        TableMark mark = new TableMark(request.store(), task.name(), binding.backfill());
        schema(connection, resource.schema(), done);
        FilledBindings filled = new FilledBindings(connection, config, mark);
        Optional<LiveTable> live = LiveTable.find(connection, resource);
        if (live.isEmpty() && filled.has(binding.stateKey())) {
          throw Destination.lost(resource);
        }
        apply(connection, binding, resource, live, mark, request.takeOver(), done);
        filled.note(binding.stateKey());
        connection.commit();
      }
      return new MaterializeResponse.Applied(String.join("; ", done), Optional.empty());
    } catch (SQLException e) {
      throw connections.failure(e);
    }
  }

  private static void schema(Connection connection, String schema, List<String> done)
      throws SQLException {
    boolean there;
    try (var query = connection.prepareStatement("select 1 from pg_namespace where nspname = ?")) {
      query.setString(1, schema);
      try (var row = query.executeQuery()) {
        there = row.next();
      }
    }
    if (!there) {
      execute(connection, List.of("create schema if not exists " + Quoting.name(schema)));
      done.add("created schema " + schema);
    }
  }

  /** One transaction: a table is made anew and marked so together, or not at all. */
  private static void apply(
      Connection connection,
      MaterializationMessage.Binding binding,
      DestinationConfig.Resource resource,
      Optional<LiveTable> found,
      TableMark mark,
      boolean takeOver,
      List<String> done)
      throws SQLException {
    TableDdl ddl = TableDdl.of(binding, resource);
    if (found.isEmpty()) {
      execute(connection, ddl.create(mark));
      done.add("created table " + resource.title());
      return;
    }
    LiveTable live = found.get();
    boolean foreign = foreign(live, mark);
    if (foreign && !takeOver) {
      throw ConnectorFailure.pause("DestinationForeign", refusal(live, mark, resource));
    }
    boolean again = live.mark().isPresent() && live.mark().get().backfill() < mark.backfill();
    if (foreign || again) {
      execute(connection, List.of(ddl.drop()));
      execute(connection, ddl.create(mark));
      done.add("made table " + resource.title() + " anew");
      return;
    }
    List<String> changes = ddl.alter(live.columns());
    execute(connection, changes);
    if (live.mark().isEmpty()) {
      execute(connection, List.of(ddl.mark(mark)));
    }
    if (!changes.isEmpty()) {
      done.add("altered table " + resource.title());
    }
  }

  private static boolean foreign(LiveTable live, TableMark ours) {
    return live.mark()
        .map(mark -> !mark.store().equals(ours.store()) || !mark.task().equals(ours.task()))
        .orElse(!live.empty());
  }

  private static String refusal(
      LiveTable live, TableMark ours, DestinationConfig.Resource resource) {
    return live.mark()
        .map(mark -> mark.refusal(resource.title(), ours.store()))
        .orElse(
            "table %s holds rows that Firth did not write. Use another table, or --take-over to"
                    .formatted(resource.title())
                + " empty and refill it.");
  }

  private static void execute(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public Transactions open(MaterializeRequest.Open request) throws SQLException {
    return Destination.open(request);
  }
}
