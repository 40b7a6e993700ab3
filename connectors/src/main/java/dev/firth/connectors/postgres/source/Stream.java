package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.Connections;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * The replication connection. One thread reads; any thread confirms. While nobody reads, because
 * what was read waits for the output, {@link #pulse} tells the server that we live.
 */
final class Stream {
  private final PGReplicationStream stream;
  private final ReentrantLock reading = new ReentrantLock();
  private final AtomicLong confirmed = new AtomicLong();
  private volatile boolean unsaid;

  private Stream(PGReplicationStream stream) {
    this.stream = stream;
  }

  /** Starts streaming; the server skips transactions that committed before {@code from}. */
  static Stream open(
      Connections connections, SourceNames names, LogSequenceNumber from, boolean two)
      throws SQLException {
    Connection connection = connections.openReplication();
    String publications = quoted(names.publication());
    if (two) {
      publications = publications + "," + quoted(names.insertPublication());
    }
    PGReplicationStream stream =
        connection
            .unwrap(PGConnection.class)
            .getReplicationAPI()
            .replicationStream()
            .logical()
            .withSlotName(names.slot())
            .withStartPosition(from)
            .withSlotOption("proto_version", 1)
            .withSlotOption("publication_names", publications)
            .withSlotOption("messages", true)
            .withStatusInterval(1, TimeUnit.SECONDS)
            .withAutomaticFlush(false)
            .start();
    stream.setFlushedLSN(from);
    stream.setAppliedLSN(from);
    return new Stream(stream);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A message that has come already, or null. */
  @Nullable ByteBuffer poll() throws SQLException {
    reading.lock();
    try {
      return stream.readPending();
    } finally {
      reading.unlock();
    }
  }

  /** The next message; null when the server ended the stream. */
  @Nullable ByteBuffer read() throws SQLException {
    reading.lock();
    try {
      return stream.read();
    } finally {
      reading.unlock();
    }
  }

  /** The server may forget its log up to here. It is told within a second. */
  void confirm(long position) {
    if (position > confirmed.get()) {
      confirmed.set(position);
      LogSequenceNumber lsn = LogSequenceNumber.valueOf(position);
      stream.setFlushedLSN(lsn);
      stream.setAppliedLSN(lsn);
      unsaid = true;
    }
  }

  /** Up to where the server has sent what there is. */
  long received() {
    return stream.getLastReceiveLSN().asLong();
  }

  /** Says that we live and what is confirmed, unless the reading thread does so itself. */
  void pulse(boolean anyway) throws SQLException {
    if ((anyway || unsaid) && reading.tryLock()) {
      try {
        unsaid = false;
        stream.forceUpdateStatus();
      } finally {
        reading.unlock();
      }
    }
  }
}
