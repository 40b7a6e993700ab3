package dev.firth.connectors.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A PostgreSQL server for tests: the one that PGHOST, PGPORT, PGUSER and PGPASSWORD name (its
 * wal_level must be logical), else an embedded one, shared by all tests of this process.
 */
public final class TestServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable TestServer shared;

  private final String host;
  private final int port;
  private final String user;
  private final String password;
  private final AutoCloseable stop;

  private TestServer(String host, int port, String user, String password, AutoCloseable stop) {
    this.stop = stop;
    this.host = host;
    this.port = port;
    this.user = user;
    this.password = password;
  }

  public static synchronized TestServer shared() {
    TestServer known = shared;
    if (known == null) {
      String host = System.getenv("PGHOST");
      known =
          host == null
              ? embedded(Map.of("wal_level", "logical"))
              : new TestServer(
                  host,
                  Integer.parseInt(System.getenv().getOrDefault("PGPORT", "5432")),
                  System.getenv().getOrDefault("PGUSER", "postgres"),
                  System.getenv().getOrDefault("PGPASSWORD", ""),
                  () -> {});
      shared = known;
    }
    return known;
  }

  /** A server of its own, which ends with this process. */
  public static TestServer embedded(Map<String, String> settings) {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setServerConfig("max_wal_senders", "20")
              .setServerConfig("max_replication_slots", "40")
              .setServerConfig("fsync", "off");
      settings.forEach(builder::setServerConfig);
      EmbeddedPostgres server = builder.start();
      return new TestServer("127.0.0.1", server.getPort(), "postgres", "", server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends an embedded server. */
  public void stop() throws Exception {
    stop.close();
  }

  /** A new, empty database. */
  public Database database() throws SQLException {
    String name = "firth_test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return new Database(name);
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + host + ":" + port + "/" + database, user, password);
  }

  public int port() {
    return port;
  }

  /** One database. */
  public final class Database {
    private final String name;

    private Database(String name) {
      this.name = name;
    }

    public String name() {
      return name;
    }

    public Connection connect() throws SQLException {
      return TestServer.this.connect(name);
    }

    public void run(String... statements) throws SQLException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
    }

    /** The first column of the first row, as text. */
    public String ask(String query) throws SQLException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(query)) {
        return row.next() ? String.valueOf(row.getString(1)) : "";
      }
    }

    /** A connector's configuration. */
    public ObjectNode config() {
      return JsonMapper.shared()
          .createObjectNode()
          .put("address", host + ":" + port)
          .put("database", name)
          .put("user", user)
          .put("password", password);
    }
  }
}
