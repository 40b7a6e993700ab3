package dev.firth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static EmbeddedPostgres server;
  private static Database database;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    database = new Database("127.0.0.1:" + server.getPort(), "postgres", "postgres", "");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void tables() throws Exception {
    database.execute(
        """
        drop table if exists pgbench_history, pgbench_tellers, pgbench_accounts, pgbench_branches;
        create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp);
        create table pgbench_tellers as select g as tid, 0 as tbalance from generate_series(1, 10) g;
        create table pgbench_accounts as select g as aid, 0 as abalance from generate_series(1, 100000) g;
        create index on pgbench_accounts (aid);
        create table pgbench_branches as select 1 as bid, 0 as bbalance""");
  }

  private static long number(String sql) throws Exception {
    return Long.parseLong(database.one(sql));
  }

  @Test
  void theyWriteWholeTransactionsUntilTheyAreClosed() throws Exception {
    try (var clients = Clients.start(database, 1, 4, 0)) {
      Waiting.until(
          "transactions", PATIENCE, () -> number("select count(*) from pgbench_history") > 50);
      clients.check();
    }
    long delta = number("select sum(delta) from pgbench_history");
    assertThat(number("select sum(tbalance) from pgbench_tellers")).isEqualTo(delta);
    assertThat(number("select sum(abalance) from pgbench_accounts")).isEqualTo(delta);
    assertThat(number("select sum(bbalance) from pgbench_branches")).isEqualTo(delta);
    Waiting.until(
        "their connections to end",
        PATIENCE,
        () ->
            number(
                    "select count(*) from pg_stat_activity where application_name = '"
                        + Writer.CONNECTIONS
                        + "'")
                == 0);
  }

  @Test
  void oneThatFailsIsNoticed() throws Exception {
    database.execute("drop table pgbench_tellers");
    try (var clients = Clients.start(database, 1, 1, 0)) {
      assertThatThrownBy(
              () ->
                  Waiting.until(
                      "a failure",
                      PATIENCE,
                      () -> {
                        clients.check();
                        return false;
                      }))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("pgbench_tellers");
    }
  }
}
