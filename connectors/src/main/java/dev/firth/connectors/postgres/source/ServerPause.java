package dev.firth.connectors.postgres.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A moment before the server is asked again for something that it tells nobody of: that a backend
 * has left a slot, that a transaction of somebody else's has ended. The server keeps the time.
 * {@code pg_terminate_backend} could wait too, but looks only every 100 ms, which every restart
 * would pay for.
 */
final class ServerPause {
  private static final String PAUSE = "select pg_sleep(0.02)";

  private ServerPause() {}

  static void on(Connection connection) throws SQLException, InterruptedException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(PAUSE);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
