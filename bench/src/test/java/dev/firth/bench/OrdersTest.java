package dev.firth.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.e2e.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {
  private static final long ROWS = 25_000;
  private static EmbeddedPostgres server;
  private static Database source;
  private static Database copy;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    source = database("postgres");
    copy = database("copy");
    Orders.fill(source, ROWS);
  }

  private static Database database(String name) {
    return new Database("127.0.0.1:" + server.getPort(), name, "postgres", "");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void copy() throws Exception {
    source.execute("drop database if exists copy with (force)");
    source.execute("create database copy template postgres");
  }

  @Test
  void aCopyHasTheSameRowsAndTheSameMd5() throws Exception {
    assertThat(Orders.compare(source, copy)).matches("25000 rows, md5 [0-9a-f]{32}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from orders where id = 20000",
        "update orders set id = 25001 where id = 25000",
        "update orders set amount = amount + 0.01 where id = 9999",
        "update orders set email = null where id = 10000",
        "update orders a set payload = b.payload from orders b where a.id + b.id = 30001 and a.id in (15000, 15001)",
        "delete from orders"
      })
  void anyDifferenceIsFound(String change) throws Exception {
    copy.execute(change);
    assertThatThrownBy(() -> Orders.compare(source, copy))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("the copy is not equal: the source has 25000 rows, md5 ");
  }
}
