package dev.firth.connectors.sqlite;

import dev.firth.documents.json.Tape;
import dev.firth.protocol.ConnectorFailure;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Puts the values of JSON arrays into the places of a statement. One thread. */
final class RowBinder {
  private final Tape tape = new Tape();

  /**
   * Binds an array's elements.
   *
   * @param place of the first, from 1
   * @return the place after the last
   */
  int bind(
      PreparedStatement statement,
      int place,
      SqliteTable table,
      List<SqliteTable.Column> columns,
      byte[] json,
      int offset,
      int length)
      throws SQLException {
    tape.parse(json, offset, length);
    if (tape.type(0) != Tape.ARRAY || tape.count(0) != columns.size()) {
      throw ConnectorFailure.of(
          "expected a row of %d values for table %s, but %d came."
              .formatted(columns.size(), table.name(), tape.count(0)));
    }
    int node = 2;
    int at = place;
    for (SqliteTable.Column column : columns) {
      bind(statement, at++, table, column, node);
      node = tape.next(node);
    }
    return at;
  }

  private void bind(
      PreparedStatement statement,
      int place,
      SqliteTable table,
      SqliteTable.Column column,
      int node)
      throws SQLException {
    int type = tape.type(node);
    if (type == Tape.NULL) {
      statement.setNull(place, java.sql.Types.NULL);
      return;
    }
    switch (column.kind()) {
      case BOOLEAN -> {
        if (type == Tape.TRUE || type == Tape.FALSE) {
          statement.setInt(place, type == Tape.TRUE ? 1 : 0);
        } else {
          statement.setString(place, text(node));
        }
      }
      case INTEGER -> statement.setLong(place, whole(table, column, node));
      case NUMBER -> {
        if (type == Tape.INTEGER || type == Tape.NUMBER) {
          statement.setDouble(place, tape.doubleValue(node));
        } else {
          statement.setString(place, text(node));
        }
      }
      case JSON -> statement.setString(place, raw(node));
      case BIG_INTEGER, DECIMAL, TEXT, DATE, TIME, TIMESTAMP, UUID, BYTES ->
          statement.setString(place, text(node));
    }
  }

  private long whole(SqliteTable table, SqliteTable.Column column, int node) {
    int type = tape.type(node);
    if (type == Tape.INTEGER) {
      return tape.longValue(node);
    }
    if (type == Tape.NUMBER) {
      try {
        return tape.cutValue(node).longValueExact();
      } catch (ArithmeticException _) {
        // falls through to the sentence
      }
    }
    throw ConnectorFailure.pause(
        "ValueOutOfRange",
        ("table %s, field %s: %s is no whole number of 64 bits. Give the field \"config\": {\"castToString\": true}, which "
                + "needs another table under another binding name, or correct the collection's schema.")
            .formatted(table.name(), column.name(), shortened(raw(node))));
  }

  private String text(int node) {
    return tape.type(node) == Tape.STRING ? tape.string(node) : raw(node);
  }

  private String raw(int node) {
    return new String(
        tape.bytes(), tape.start(node), tape.end(node) - tape.start(node), StandardCharsets.UTF_8);
  }

  private static String shortened(String value) {
    return value.length() <= 40 ? value : value.substring(0, 37) + "...";
  }
}
