package dev.firth.e2e;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where pgbench is not installed: threads that send the same transactions (TPC-B, as {@code
 * pgbench} has it built in).
 */
final class Clients implements Writer {
  private static final int ACCOUNTS = 100_000;
  private static final int TELLERS = 10;

  private final Database database;
  private final int scale;
  private final Duration between;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable SQLException> failure = new AtomicReference<>();
  private volatile boolean ending;

  private Clients(Database database, int scale, Duration between) {
    this.database = database;
    this.scale = scale;
    this.between = between;
  }

  /**
   * Starts them.
   *
   * @param rate transactions a second of all together; 0 is as fast as it goes
   */
  static Clients start(Database database, int scale, int clients, int rate) {
    var between = rate > 0 ? Duration.ofSeconds(clients).dividedBy(rate) : Duration.ZERO;
    var started = new Clients(database, scale, between);
    for (int i = 0; i < clients; i++) {
      var random = new SplittableRandom(i);
      started.threads.add(
          Thread.ofPlatform().daemon().name("client " + i).start(() -> started.write(random)));
    }
    return started;
  }

  private void write(SplittableRandom random) {
    try (Connection connection = database.connect()) {
      connection.setClientInfo("ApplicationName", CONNECTIONS);
      connection.setAutoCommit(false);
      while (!ending) {
        transaction(connection, random);
        Waiting.passes(between);
      }
    } catch (SQLException e) {
      failure.compareAndSet(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void transaction(Connection connection, SplittableRandom random) throws SQLException {
    int account = 1 + random.nextInt(ACCOUNTS * scale);
    int teller = 1 + random.nextInt(TELLERS * scale);
    int branch = 1 + random.nextInt(scale);
    int delta = random.nextInt(-5000, 5001);
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          update pgbench_accounts set abalance = abalance + %1$d where aid = %2$d;
          select abalance from pgbench_accounts where aid = %2$d;
          update pgbench_tellers set tbalance = tbalance + %1$d where tid = %3$d;
          update pgbench_branches set bbalance = bbalance + %1$d where bid = %4$d;
          insert into pgbench_history (tid, bid, aid, delta, mtime)
            values (%3$d, %4$d, %2$d, %1$d, current_timestamp)"""
              .formatted(delta, account, teller, branch));
    }
    connection.commit();
  }

  @Override
  public void check() {
    SQLException failed = failure.get();
    if (failed != null) {
      throw new AssertionError("a client of the source failed: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() throws InterruptedException {
    ending = true;
    for (var thread : threads) {
      thread.join();
    }
  }
}
