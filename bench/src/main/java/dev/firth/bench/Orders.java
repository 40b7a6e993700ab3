package dev.firth.bench;

import dev.firth.e2e.Database;
import java.sql.Connection;
import java.sql.SQLException;

/** The table that is copied: {@code orders}, seven columns, 286 bytes a row. */
final class Orders {
  static final String CREATE =
      "create table orders (id bigint primary key, customer_id int, status text,"
          + " amount numeric(12,2), email text, created_at timestamptz, payload text)";

  private static final String ROWS =
      "select g, (random() * 100000)::int, (array['new','paid','shipped','cancelled'])[1 + mod(g, 4)],"
          + " (random() * 10000)::numeric(12,2), 'user' || g || '@mail.example.com',"
          + " clock_timestamp(), repeat(md5(g::text), 6) from generate_series(%d, %d) g";

  private Orders() {}

  /** Makes the table anew, with rows 1 to {@code rows}. */
  static void fill(Database database, long rows) throws SQLException {
    database.execute("drop table if exists orders");
    database.execute(CREATE);
    insert(database, 1, rows);
    database.execute("vacuum analyze orders");
    database.execute("checkpoint");
  }

  static void insert(Database database, long first, long last) throws SQLException {
    database.execute("insert into orders " + ROWS.formatted(first, last));
  }

  /** Changes every column but the key of rows {@code first} to {@code last}, as one transaction. */
  static void update(Connection connection, long first, long last) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update orders set customer_id = customer_id + 1, status = 'changed',"
                + " amount = amount + 1.01, email = 'new' || email,"
                + " created_at = clock_timestamp(), payload = reverse(payload)"
                + " where id between ? and ?")) {
      statement.setLong(1, first);
      statement.setLong(2, last);
      statement.executeUpdate();
    }
  }

  /** Two tables with the same rows have the same text. */
  static String checksum(Database database) throws SQLException {
    return database.one(
        "select count(*) || ' rows ' || coalesce(sum(hashtextextended(row(id, customer_id, status,"
            + " amount, email, created_at, payload)::text, 0)::numeric), 0) from orders");
  }

  /** Throws if the copy is not equal. */
  static void compare(Database source, Database copy) throws SQLException {
    String expected = checksum(source);
    String found = checksum(copy);
    if (!expected.equals(found)) {
      throw new AssertionError(
          "the copy is not equal: the source has " + expected + ", the copy has " + found);
    }
  }
}
