package dev.firth.e2e;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A PostgreSQL server, as its address, user and password.
 *
 * @param address host:port
 */
public record Database(String address, String database, String user, String password) {

  public Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "5");
    return DriverManager.getConnection("jdbc:postgresql://" + address + "/" + database, properties);
  }

  public void execute(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row, as text; empty text for null or no row. */
  public String one(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      var value = row.next() ? row.getString(1) : null;
      return value == null ? "" : value;
    }
  }
}
