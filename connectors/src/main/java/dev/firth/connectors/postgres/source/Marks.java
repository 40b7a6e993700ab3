package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.Connections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Positions in the server's log that we set ourselves, by transactional messages: the stream passes
 * them in commit order. Any thread.
 */
final class Marks {
  /** Of all our messages. */
  static final String PREFIX = "firth";

  private final Connections connections;
  private final String session;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection connection;

  /**
   * @param session tells our messages from those of other captures and of earlier sessions
   */
  Marks(Connections connections, String session) {
    this.connections = connections;
    this.session = session;
  }

  /** Sets a mark. */
  void set(String what) throws SQLException {
    lock.lock();
    try {
      Connection open = connection;
      if (open == null) {
        open = connections.open();
        connection = open;
        try (Statement statement = open.createStatement()) {
          statement.execute("set synchronous_commit to local");
        }
      }
      try (PreparedStatement message =
          open.prepareStatement("select pg_logical_emit_message(true, ?, ?)")) {
        message.setString(1, PREFIX);
        message.setString(2, session + " " + what);
        message.execute();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What a message of ours says, or null if it is none of this session. */
  @Nullable String read(String prefix, String content) {
    return prefix.equals(PREFIX) && content.startsWith(session + " ")
        ? content.substring(session.length() + 1)
        : null;
  }
}
