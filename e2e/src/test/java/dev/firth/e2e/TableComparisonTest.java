package dev.firth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a comparison must not overlook. */
class TableComparisonTest {
  private static EmbeddedPostgres server;
  private static Database source;
  private static Database copy;

  private final TableComparison rows = new TableComparison("t", List.of("id", "n"));

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    var server = database("postgres");
    server.execute("create database source");
    server.execute("create database copy");
    source = database("source");
    copy = database("copy");
  }

  private static Database database(String name) {
    return new Database("127.0.0.1:" + server.getPort(), name, "postgres", "");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void fill() throws Exception {
    for (var database : List.of(source, copy)) {
      database.execute("drop table if exists t");
      database.execute("create table t (id int, n int, other text)");
      database.execute("insert into t select g, mod(g, 7) from generate_series(1, 1000) g");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 1 | 0 | 0",
        "delete from t where id = 500 | 1 | 0",
        "delete from t | 1000 | 0",
        "insert into t values (500, 3) | 0 | 1",
        "insert into t select id, n from t | 0 | 1000",
        "update t set n = 8 where id < 11 | 10 | 10",
        "update t set n = null where id = 1000 | 1 | 1",
        "delete from t where id = 7; insert into t values (8, 1) | 1 | 1",
        "update t set other = 'not compared' | 0 | 0"
      })
  void findsWhatIsMissingAndWhatIsTwiceInTheCopy(String change, long lost, long doubled)
      throws Exception {
    copy.execute(change);
    var found = rows.compare(source, copy);
    assertThat(found).isEqualTo(new TableComparison.Difference("t", 1000, lost, doubled));
    assertThat(found.none()).isEqualTo(lost + doubled == 0);
    assertThat(rows.checksum(source).equals(rows.checksum(copy))).isEqualTo(found.none());
  }

  @Test
  void rowsThatTheSourceItselfHasTwiceMustBeThereTwice() throws Exception {
    source.execute("insert into t values (1, 1)");
    assertThat(rows.compare(source, copy))
        .isEqualTo(new TableComparison.Difference("t", 1001, 1, 0));
    copy.execute("insert into t values (1, 1)");
    assertThat(rows.compare(source, copy).none()).isTrue();
  }
}
