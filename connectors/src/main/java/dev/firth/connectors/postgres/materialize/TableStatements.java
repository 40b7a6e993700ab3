package dev.firth.connectors.postgres.materialize;

import dev.firth.connectors.postgres.Quoting;
import dev.firth.protocol.message.MaterializationMessage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements by which rows of a binding are stored and looked up. Each takes one array of texts
 * a column. Pure.
 *
 * <p>Keys that differ in the collection may be one for a column: 1.0 and 1.00 as numeric, two
 * spellings of an instant or of a UUID. Where such a key is written otherwise, one transaction
 * deletes the old spelling and stores the new one, in the order of the texts. Then the row that
 * lives is kept, whichever comes first; of several that live, the last.
 *
 * @param upsert stores rows
 * @param remove stores rows as of deleted documents, which stay
 * @param delete deletes rows
 * @param select looks up documents; empty where the table has none
 */
record TableStatements(String upsert, String remove, String delete, String select) {
  private static final String BEFORE_THIS_TRANSACTION =
      "t.xmin is distinct from pg_current_xact_id()::xid";

  /**
   * Statements of a binding.
   *
   * @param table quoted
   * @param fields all of them, those of the key first
   * @param columns of the fields
   * @param ambiguous whether several keys may be one row
   */
  static TableStatements of(
      String table,
      MaterializationMessage.Binding binding,
      List<String> fields,
      List<ColumnWriter> columns,
      boolean ambiguous) {
    int keys = binding.fields().keys().size();
    String insert = insert(table, fields, columns, binding.deltaUpdates() || !ambiguous ? 0 : keys);
    String upsert = insert;
    String remove = insert;
    if (!binding.deltaUpdates()) {
      List<String> updated = fields.subList(ambiguous ? 0 : keys, fields.size());
      upsert += conflict(fields.subList(0, keys), updated, "");
      remove += conflict(fields.subList(0, keys), updated, " where " + BEFORE_THIS_TRANSACTION);
    }
    String match = keyMatch(fields, columns, keys);
    String rows = rows(columns.subList(0, keys));
    String delete =
        "delete from %s t using %s where %s and %s"
            .formatted(table, rows, match, BEFORE_THIS_TRANSACTION);
    String select =
        binding
            .fields()
            .document()
            .map(d -> Quoting.name(d))
            .map(d -> "select t.%s from %s join %s t on %s".formatted(d, rows, table, match))
            .orElse("");
    return new TableStatements(upsert, remove, delete, select);
  }

  /**
   * @param distinct the number of columns of which rows must not have equal values; 0 if they
   *     cannot, or may
   */
  private static String insert(
      String table, List<String> fields, List<ColumnWriter> columns, int distinct) {
    String values =
        IntStream.range(0, columns.size())
            .mapToObj(i -> i < distinct ? key(columns, i) : columns.get(i).value("u.c" + i))
            .collect(Collectors.joining(", "));
    String head =
        "insert into %s as t (%s) select ".formatted(table, names(fields)) + "%s%s from %s";
    if (distinct == 0) {
      return head.formatted("", values, rows(columns));
    }
    String places =
        IntStream.rangeClosed(1, distinct)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return head.formatted("distinct on (" + places + ") ", values, numbered(columns))
        + " order by "
        + places
        + ", u.n desc";
  }

  private static String conflict(List<String> keys, List<String> updated, String where) {
    String updates =
        updated.stream()
            .map(Quoting::name)
            .map(name -> name + " = excluded." + name)
            .collect(Collectors.joining(", "));
    return " on conflict (%s) do %s"
        .formatted(names(keys), updates.isEmpty() ? "nothing" : "update set " + updates + where);
  }

  private static String names(List<String> fields) {
    return fields.stream().map(Quoting::name).collect(Collectors.joining(", "));
  }

  private static String rows(List<ColumnWriter> columns) {
    return "unnest(%s) as u(%s)".formatted(parameters(columns), places(columns));
  }

  private static String numbered(List<ColumnWriter> columns) {
    return "unnest(%s) with ordinality as u(%s, n)".formatted(parameters(columns), places(columns));
  }

  private static String parameters(List<ColumnWriter> columns) {
    return columns.stream().map(column -> "?").collect(Collectors.joining(", "));
  }

  private static String places(List<ColumnWriter> columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> "c" + i)
        .collect(Collectors.joining(", "));
  }

  private static String key(List<ColumnWriter> columns, int place) {
    return columns.get(place).keyValue("u.c" + place);
  }

  private static String keyMatch(List<String> fields, List<ColumnWriter> columns, int keys) {
    return IntStream.range(0, keys)
        .mapToObj(i -> "t.%s = %s".formatted(Quoting.name(fields.get(i)), key(columns, i)))
        .collect(Collectors.joining(" and "));
  }
}
