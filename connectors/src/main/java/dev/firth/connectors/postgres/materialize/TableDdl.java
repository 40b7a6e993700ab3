package dev.firth.connectors.postgres.materialize;

import dev.firth.connectors.postgres.Quoting;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.specs.Projection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements that make a table what a binding needs. Pure. */
final class TableDdl {
  private final DestinationConfig.Resource resource;
  private final List<Column> columns;
  private final List<String> key;

  /**
   * @param field also the column's name
   */
  record Column(String field, String type, boolean notNull) {
    String definition() {
      return Quoting.name(field) + " " + type + (notNull ? " not null" : "");
    }
  }

  private TableDdl(DestinationConfig.Resource resource, List<Column> columns, List<String> key) {
    this.resource = resource;
    this.columns = columns;
    this.key = key;
  }

  static TableDdl of(MaterializationMessage.Binding binding, DestinationConfig.Resource resource) {
    List<Column> columns = new ArrayList<>();
    for (String field : fields(binding)) {
      Projection projection =
          binding
              .collection()
              .projection(field)
              .orElseThrow(() -> new IllegalStateException("no projection " + field));
      boolean key = binding.fields().keys().contains(field);
      boolean required = projection.inference().required() || projection.location().isEmpty();
      columns.add(
          new Column(
              field,
              ColumnTypes.of(projection, binding.fields().config()),
              required || key && !binding.deltaUpdates()));
    }
    return new TableDdl(
        resource, columns, binding.deltaUpdates() ? List.of() : binding.fields().keys());
  }

  /** All fields of a binding: keys, values, document. */
  static List<String> fields(MaterializationMessage.Binding binding) {
    List<String> fields = new ArrayList<>(binding.fields().keys());
    fields.addAll(binding.fields().values());
    binding.fields().document().ifPresent(fields::add);
    return fields;
  }

  List<String> create(TableMark mark) {
    String definitions =
        columns.stream().map(Column::definition).collect(Collectors.joining(",\n  "));
    String primary =
        key.isEmpty()
            ? ""
            : ",\n  primary key ("
                + key.stream().map(Quoting::name).collect(Collectors.joining(", "))
                + ")";
    return List.of(
        "create table " + resource.quoted() + " (\n  " + definitions + primary + "\n)", mark(mark));
  }

  String mark(TableMark mark) {
    return "comment on table " + resource.quoted() + " is " + Quoting.literal(mark.comment());
  }

  /** Adds what is missing and widens what does not hold any more; never drops a column. */
  List<String> alter(Map<String, LiveTable.Column> live) {
    List<String> statements = new ArrayList<>();
    Set<String> filled = new HashSet<>();
    for (Column column : columns) {
      filled.add(column.field());
      LiveTable.Column has = live.get(column.field());
      if (has == null) {
        statements.add(
            "alter table "
                + resource.quoted()
                + " add column "
                + Quoting.name(column.field())
                + " "
                + column.type());
      } else {
        if (has.notNull() && !column.notNull()) {
          statements.add(nullable(column.field()));
        }
        widened(column, has).ifPresent(statements::add);
      }
    }
    live.forEach(
        (name, column) -> {
          if (!filled.contains(name) && column.notNull()) {
            statements.add(nullable(name));
          }
        });
    return statements;
  }

  private Optional<String> widened(Column column, LiveTable.Column has) {
    if (key.contains(column.field()) || ColumnTypes.takes(has.type(), column.type())) {
      return Optional.empty();
    }
    String name = Quoting.name(column.field());
    return ColumnTypes.widened(has.type(), column.type(), name)
        .map(
            value ->
                "alter table %s alter column %s type %s using %s"
                    .formatted(resource.quoted(), name, column.type(), value));
  }

  private String nullable(String column) {
    return "alter table "
        + resource.quoted()
        + " alter column "
        + Quoting.name(column)
        + " drop not null";
  }

  String drop() {
    return "drop table " + resource.quoted();
  }
}
