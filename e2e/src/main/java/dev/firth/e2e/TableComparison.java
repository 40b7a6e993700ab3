package dev.firth.e2e;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A table of the source against its copy: by checksum first, row by row where that differs.
 *
 * @param columns those that both have; a row is the text of them
 */
record TableComparison(String table, List<String> columns) {
  private static final int FETCH = 50_000;

  /**
   * What a comparison found.
   *
   * @param rows of the source
   * @param lost rows of the source that the copy lacks
   * @param doubled rows of the copy that the source lacks
   */
  record Difference(String table, long rows, long lost, long doubled) {
    boolean none() {
      return lost == 0 && doubled == 0;
    }
  }

  /** Order does not count, multiplicity does. */
  String checksum(Database database) throws SQLException {
    return database.one(
        "select count(*) || ' ' || coalesce(sum(" + hash() + "::numeric), 0) from " + table);
  }

  private String hash() {
    return "hashtextextended(row(" + String.join(", ", columns) + ")::text, 0)";
  }

  Difference compare(Database source, Database copy) throws SQLException {
    if (checksum(source).equals(checksum(copy))) {
      return new Difference(
          table, Long.parseLong(source.one("select count(*) from " + table)), 0, 0);
    }
    try (var a = source.connect();
        var b = copy.connect()) {
      return merge(a, b);
    }
  }

  private Difference merge(Connection a, Connection b) throws SQLException {
    a.setAutoCommit(false);
    b.setAutoCommit(false);
    var sql = "select h from (select " + hash() + " h from " + table + ") rows order by h";
    try (Statement sa = a.createStatement();
        Statement sb = b.createStatement()) {
      sa.setFetchSize(FETCH);
      sb.setFetchSize(FETCH);
      try (ResultSet left = sa.executeQuery(sql);
          ResultSet right = sb.executeQuery(sql)) {
        return merge(left, right);
      }
    }
  }

  private Difference merge(ResultSet left, ResultSet right) throws SQLException {
    long rows = 0;
    long lost = 0;
    long doubled = 0;
    boolean l = left.next();
    boolean r = right.next();
    while (l || r) {
      int order = !l ? 1 : !r ? -1 : Long.compare(left.getLong(1), right.getLong(1));
      if (order <= 0) {
        rows++;
        l = left.next();
      }
      if (order >= 0) {
        r = right.next();
      }
      lost += order < 0 ? 1 : 0;
      doubled += order > 0 ? 1 : 0;
    }
    return new Difference(table, rows, lost, doubled);
  }
}
