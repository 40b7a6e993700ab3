package dev.firth.connectors.sqlite;

import dev.firth.connectors.sql.ColumnKind;
import dev.firth.connectors.sql.FieldConstraints;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.specs.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The table of a binding, and the statements on it.
 *
 * @param keys columns of the key, in its order
 * @param values columns of the values, in the order in which they are sent
 * @param document column of the document; empty if it is not stored
 * @param keyed whether a key has one row, rather than one a transaction
 * @param ambiguous whether two keys of the collection may be one of the table: 1 and "1" as text,
 *     or what {@code ddl} makes of it
 * @param pointers of the key, in its order
 */
record SqliteTable(
    String name,
    List<Column> keys,
    List<Column> values,
    List<Column> document,
    boolean keyed,
    boolean ambiguous,
    List<String> pointers) {

  /**
   * A column.
   *
   * @param type as SQLite declares it
   */
  record Column(String name, ColumnKind kind, String type) {}

  static SqliteTable of(MaterializationMessage.Binding binding) {
    var fields = binding.fields();
    return new SqliteTable(
        SqliteConfig.table(binding.resource()),
        columns(binding, fields.keys()),
        columns(binding, fields.values()),
        columns(binding, fields.document().stream().toList()),
        !binding.deltaUpdates(),
        fields.keys().stream().anyMatch(key -> ambiguous(binding, key)),
        fields.keys().stream().map(key -> projection(binding, key).location()).toList());
  }

  private static boolean ambiguous(MaterializationMessage.Binding binding, String key) {
    JsonNode config = binding.fields().config().get(key);
    return config != null && config.has(FieldConstraints.DDL)
        || projection(binding, key).inference().types().size() != 1;
  }

  private static Projection projection(MaterializationMessage.Binding binding, String field) {
    return binding
        .collection()
        .projection(field)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "field " + field + " is selected but has no projection"));
  }

  private static List<Column> columns(MaterializationMessage.Binding binding, List<String> fields) {
    var columns = new ArrayList<Column>();
    for (String field : fields) {
      Projection projection = projection(binding, field);
      var config = binding.fields().config();
      columns.add(
          new Column(field, FieldConstraints.kind(projection, config), type(projection, config)));
    }
    return columns;
  }

  /** The type of a field's column. */
  static String type(Projection projection, Map<String, JsonNode> fieldConfig) {
    JsonNode config = fieldConfig.get(projection.field());
    if (config != null && config.path(FieldConstraints.DDL).isString()) {
      return config.path(FieldConstraints.DDL).stringValue();
    }
    return switch (FieldConstraints.kind(projection, fieldConfig)) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "INTEGER";
      case NUMBER -> "REAL";
      case BIG_INTEGER, DECIMAL, TEXT, DATE, TIME, TIMESTAMP, UUID, BYTES, JSON -> "TEXT";
    };
  }

  /** Whether a column of a type takes the values of another as they are. */
  static boolean takes(String column, String type) {
    String has = column.toUpperCase(Locale.ROOT);
    return has.equals(type.toUpperCase(Locale.ROOT))
        || has.equals("REAL") && type.equals("INTEGER");
  }

  /** Whether a column of a type can be made one of another, with the values that it has. */
  static boolean widens(String column, String type) {
    return switch (type) {
      case "REAL" -> column.equals("INTEGER");
      case "TEXT" -> List.of("INTEGER", "REAL", "BOOLEAN").contains(column);
      default -> false;
    };
  }

  /**
   * Makes a column one of its new type: SQLite changes no type in place.
   *
   * @param was its old type
   */
  List<String> widen(Column column, String was) {
    String old = quote(column.name());
    String made = quote(column.name() + " as " + column.type());
    String value =
        was.equals("BOOLEAN")
            ? "CASE %1$s WHEN 0 THEN 'false' WHEN 1 THEN 'true' ELSE %1$s END"
            : "CAST(%1$s AS " + column.type() + ")";
    String table = "ALTER TABLE " + quote(name);
    return List.of(
        table + " ADD COLUMN " + made + " " + column.type(),
        "UPDATE " + quote(name) + " SET " + made + " = " + value.formatted(old),
        table + " DROP COLUMN " + old,
        table + " RENAME COLUMN " + made + " TO " + old);
  }

  List<Column> columns() {
    var all = new ArrayList<>(keys);
    all.addAll(values);
    all.addAll(document);
    return all;
  }

  String create() {
    var parts = new ArrayList<String>();
    keys.forEach(c -> parts.add(quote(c.name()) + " " + c.type() + " NOT NULL"));
    values.forEach(c -> parts.add(quote(c.name()) + " " + c.type()));
    document.forEach(c -> parts.add(quote(c.name()) + " " + c.type()));
    if (keyed) {
      parts.add("PRIMARY KEY (" + names(keys, "%s", ", ") + ")");
    }
    return "CREATE TABLE " + quote(name) + " (" + String.join(", ", parts) + ")";
  }

  String addColumn(Column column) {
    return "ALTER TABLE "
        + quote(name)
        + " ADD COLUMN "
        + quote(column.name())
        + " "
        + column.type();
  }

  String load() {
    return "SELECT %s FROM %s WHERE %s"
        .formatted(names(document, "%s", ", "), quote(name), names(keys, "%s = ?", " AND "));
  }

  String store() {
    List<Column> all = columns();
    String insert =
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(
                quote(name),
                names(all, "%s", ", "),
                all.stream().map(_ -> "?").collect(Collectors.joining(", ")));
    if (!keyed) {
      return insert;
    }
    List<Column> rest = all.subList(ambiguous ? 0 : keys.size(), all.size());
    return insert
        + " ON CONFLICT ("
        + names(keys, "%s", ", ")
        + ") DO "
        + (rest.isEmpty() ? "NOTHING" : "UPDATE SET " + names(rest, "%1$s = excluded.%1$s", ", "));
  }

  String delete() {
    return "DELETE FROM " + quote(name) + " WHERE " + names(keys, "%s = ?", " AND ");
  }

  private static String names(List<Column> columns, String format, String between) {
    return columns.stream()
        .map(c -> format.formatted(quote(c.name())))
        .collect(Collectors.joining(between));
  }

  /** An identifier as SQL wants it. */
  static String quote(String identifier) {
    return "\"" + identifier.replace("\"", "\"\"") + "\"";
  }
}
