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

  /**
   * Rows and the md5 of all of them in the order of their keys, computed by the server: of the md5s
   * of blocks of 10,000 keys, each of the md5s of its rows, so that no text grows large.
   */
  static String checksum(Database database) throws SQLException {
    return database.one(
        """
        select coalesce(sum(rows), 0) || ' rows, md5 ' || md5(coalesce(string_agg(h, '' order by block), ''))
        from (
          select id / 10000 as block, count(*) as rows, md5(string_agg(h, '' order by id)) as h
          from (
            select id, md5(row(id, customer_id, status, amount, email, created_at, payload)::text) as h
            from orders) hashed
          group by 1) blocks""");
  }

  /**
   * The checksum that both have.
   *
   * @throws AssertionError if the copy is not equal
   */
  static String compare(Database source, Database copy) throws SQLException {
    String expected = checksum(source);
    String found = checksum(copy);
    if (!expected.equals(found)) {
      throw new AssertionError(
          "the copy is not equal: the source has " + expected + ", the copy has " + found);
    }
    return expected;
  }
}
