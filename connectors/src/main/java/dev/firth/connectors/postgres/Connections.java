package dev.firth.connectors.postgres;

import dev.firth.protocol.ConnectorFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/**
 * Opens connections whose text formats do not depend on the server's or this machine's settings:
 * ISO dates, UTC, hexadecimal bytea, shortest exact floats.
 */
public final class Connections {
  private static final String SETTINGS =
      "set datestyle to 'ISO, YMD'; set timezone to 'UTC'; set intervalstyle to 'postgres';"
          + " set bytea_output to 'hex'; set extra_float_digits to 3;"
          + " set standard_conforming_strings to on; set statement_timeout to 0;"
          + " set idle_in_transaction_session_timeout to 0";

  private final Endpoint endpoint;
  private final String applicationName;
  private final Set<Connection> opened = ConcurrentHashMap.newKeySet();
  private volatile boolean aborted;

  /**
   * @param applicationName what {@code pg_stat_activity} shows; cut to the 63 bytes that it keeps
   */
  public Connections(Endpoint endpoint, String applicationName) {
    this.endpoint = endpoint;
    this.applicationName =
        applicationName.length() > 63 ? applicationName.substring(0, 63) : applicationName;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public String applicationName() {
    return applicationName;
  }

  /**
   * A connection for SQL, in autocommit.
   *
   * @throws ConnectorFailure in words, if it cannot be had
   */
  public Connection open() {
    return open(properties());
  }

  /** A connection that may start logical replication. */
  public Connection openReplication() {
    Properties properties = properties();
    PGProperty.REPLICATION.set(properties, "database");
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
    return open(properties);
  }

  /** Breaks all connections at once; whoever waits for the server gets an error. Any thread. */
  public void abort() {
    aborted = true;
    for (Connection connection : opened) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        continue;
      }
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, endpoint.user());
    PGProperty.PASSWORD.set(properties, endpoint.password());
    PGProperty.SSL_MODE.set(properties, endpoint.sslMode());
    PGProperty.APPLICATION_NAME.set(properties, applicationName);
    PGProperty.CONNECT_TIMEOUT.set(properties, 10);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    return properties;
  }

  private Connection open(Properties properties) {
    String host = endpoint.host().contains(":") ? "[" + endpoint.host() + "]" : endpoint.host();
    String url = "jdbc:postgresql://" + host + ":" + endpoint.port() + "/";
    PGProperty.PG_DBNAME.set(properties, endpoint.database());
    try {
      Connection connection = DriverManager.getConnection(url, properties);
      try (Statement statement = connection.createStatement()) {
        statement.execute(SETTINGS);
      }
      connection.unwrap(PGConnection.class).setPrepareThreshold(1);
      opened.add(connection);
      if (aborted) {
        abort();
      }
      return connection;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** What an error of the server means, for the person who must act. */
  public ConnectorFailure failure(SQLException e) {
    return ConnectorFailure.of(ServerErrors.sentence(endpoint, e), e);
  }
}
