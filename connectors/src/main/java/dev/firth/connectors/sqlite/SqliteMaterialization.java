package dev.firth.connectors.sqlite;

import dev.firth.connectors.sql.FieldConstraints;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.sdk.MaterializeConnector;
import dev.firth.protocol.sdk.Transactions;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** materialize-sqlite: tables of one SQLite file. */
public final class SqliteMaterialization implements MaterializeConnector {
  @Override
  public ConnectorSpecification specification() {
    return new ConnectorSpecification(
        SqliteConfig.SCHEMA, SqliteConfig.RESOURCE_SCHEMA, "", List.of("/table"));
  }

  @Override
  public MaterializeResponse.Validated validate(MaterializeRequest.Validate request) {
    SqliteConfig config = SqliteConfig.of(request.config());
    config.placedFile();
    var tables = new HashSet<String>();
    var answers = new ArrayList<MaterializeResponse.Validated.Binding>();
    for (MaterializeRequest.Validate.Binding binding : request.bindings()) {
      String table = SqliteConfig.table(binding.resource());
      if (!tables.add(table.toLowerCase(Locale.ROOT))) {
        throw ConnectorFailure.pause(
            "BadConfiguration", "resource.table: two bindings write table \"" + table + "\".");
      }
      boolean delta = config.deltaUpdates(binding.resource());
      Map<String, String> existing = existing(config, table, binding.backfill());
      answers.add(
          new MaterializeResponse.Validated.Binding(
              FieldConstraints.of(
                  binding.collection(),
                  binding.groupBy(),
                  delta,
                  field -> existing.getOrDefault(field, ""),
                  projection -> SqliteTable.type(projection, binding.fieldConfig()),
                  SqliteTable::takes,
                  SqliteTable::widens,
                  field -> field.toLowerCase(Locale.ROOT)),
              List.of(table),
              delta));
    }
    return new MaterializeResponse.Validated(answers);
  }

  /** The columns of a table that Firth made and will not make anew. */
  private static Map<String, String> existing(SqliteConfig config, String table, int backfill) {
    if (!Files.exists(config.file())) {
      return Map.of();
    }
    try (var file = new SqliteFile(config.file())) {
      var ownership = new Ownership(file, "", "");
      boolean kept =
          !file.columns("firth_tables").isEmpty()
              && ownership.made(table).filter(made -> made.backfill() >= backfill).isPresent();
      var columns = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      columns.putAll(kept ? file.columns(table) : Map.of());
      return columns;
    }
  }

  @Override
  public MaterializeResponse.Applied apply(MaterializeRequest.Apply request) {
    MaterializationMessage task = request.materialization();
    SqliteConfig config = SqliteConfig.of(task.config());
    var actions = new ArrayList<String>();
    try (var file = new SqliteFile(config.placedFile())) {
      var ownership = new Ownership(file, request.store(), task.name());
      file.exclusively(
          () -> {
            ownership.prepare();
            ownership.claim(request.takeOver());
            for (MaterializationMessage.Binding binding : task.bindings()) {
              prepare(file, ownership, binding, actions);
            }
          });
    }
    return new MaterializeResponse.Applied(String.join("; ", actions), Optional.empty());
  }

  private static void prepare(
      SqliteFile file,
      Ownership ownership,
      MaterializationMessage.Binding binding,
      List<String> actions) {
    SqliteTable table = SqliteTable.of(binding);
    Map<String, String> columns = file.columns(table.name());
    Optional<Ownership.Made> made = ownership.made(table.name());
    if (!columns.isEmpty() && made.isEmpty()) {
      throw ConnectorFailure.pause(
          "DestinationTaken",
          "table %s exists already and Firth did not make it. Use another table, or drop it."
              .formatted(table.name()));
    }
    boolean anew = made.filter(m -> m.backfill() < binding.backfill()).isPresent();
    if (anew) {
      file.execute("DROP TABLE IF EXISTS " + SqliteTable.quote(table.name()));
      actions.add("emptied table " + table.name());
    }
    if (columns.isEmpty() && made.isPresent() && !anew) {
      throw lost(table);
    }
    if (anew || columns.isEmpty()) {
      file.execute(table.create());
      actions.add("created table " + table.name());
    } else {
      addColumns(file, table, columns, actions);
      widenColumns(file, table, columns, actions);
    }
    ownership.note(table.name(), binding.backfill());
  }

  private static ConnectorFailure lost(SqliteTable table) {
    return ConnectorFailure.pause(
        "DestinationLost",
        "table %s is gone. To fill it again, give the binding another name and another table."
            .formatted(table.name()));
  }

  private static void addColumns(
      SqliteFile file, SqliteTable table, Map<String, String> columns, List<String> actions) {
    var present = new HashSet<String>();
    columns.keySet().forEach(name -> present.add(name.toLowerCase(Locale.ROOT)));
    for (SqliteTable.Column column : table.columns()) {
      if (present.add(column.name().toLowerCase(Locale.ROOT))) {
        file.execute(table.addColumn(column));
        actions.add("added column " + column.name() + " to table " + table.name());
      }
    }
  }

  private static void widenColumns(
      SqliteFile file, SqliteTable table, Map<String, String> columns, List<String> actions) {
    for (SqliteTable.Column column : table.values()) {
      String was = columns.getOrDefault(column.name(), column.type());
      if (!SqliteTable.takes(was, column.type()) && SqliteTable.widens(was, column.type())) {
        table.widen(column, was).forEach(file::execute);
        actions.add(
            "made column %s of table %s %s, which was %s"
                .formatted(column.name(), table.name(), column.type(), was));
      }
    }
  }

  @Override
  public Transactions open(MaterializeRequest.Open open) {
    MaterializationMessage task = open.materialization();
    SqliteConfig config = SqliteConfig.of(task.config());
    List<SqliteTable> tables = task.bindings().stream().map(SqliteTable::of).toList();
    var file = new SqliteFile(config.placedFile());
    try {
      var ownership = new Ownership(file, open.store(), task.name());
      return fenced(file, ownership, open.range(), config.hardDelete(), tables);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Transactions fenced(
      SqliteFile file,
      Ownership ownership,
      KeyRange range,
      boolean hardDelete,
      List<SqliteTable> tables) {
    long[] fence = new long[1];
    file.exclusively(
        () -> {
          ownership.prepare();
          ownership.claim(false);
          for (SqliteTable table : tables) {
            if (file.columns(table.name()).isEmpty()) {
              throw lost(table);
            }
          }
          fence[0] = ownership.fence(range);
        });
    Optional<RawJson> checkpoint = ownership.checkpoint(range);
    return new SqliteTransactions(file, ownership, range, hardDelete, fence[0], checkpoint, tables);
  }
}
