package dev.firth.connectors.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.connectors.postgres.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tables are written to by several clients while they are backfilled and the capture is ended at
 * random moments; in the end the documents, merged by key, are the table.
 */
class BackfillBesideWritesTest {
  private static final int ROWS = 20_000;
  private static final int WRITERS = 3;

  private final TestServer.Database database;

  BackfillBesideWritesTest() throws Exception {
    database = TestServer.shared().database();
    database.run(
        "create table t (id int primary key, n int, big text)",
        "alter table t alter column big set storage external",
        "insert into t select g, 0, case when g % 10 = 0 then repeat('x', 3000) else 'small' end"
            + " from generate_series(1, "
            + ROWS
            + ") g",
        "create table h (writer int, n int, note text)",
        "insert into h select 0, g, repeat('h', 100) from generate_series(1, " + ROWS + ") g");
  }

  /** Clients that insert, update, delete and move rows, some in long transactions. */
  private final class Writers implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stop;
    private volatile @Nullable Throwable failure;

    Writers(long seed) {
      for (int i = 1; i <= WRITERS; i++) {
        int writer = i;
        threads.add(Thread.ofPlatform().start(() -> run(writer, new Random(seed * 31 + writer))));
      }
    }

    private void run(int writer, Random random) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        int next = ROWS + writer * 1_000_000;
        int inserted = 0;
        while (!stop) {
          int statements = random.nextInt(20) == 0 ? 200 : 1 + random.nextInt(4);
          List<Integer> ids = random.ints(statements, 1, ROWS + 1).sorted().boxed().toList();
          for (int id : ids) {
            statement.execute(
                switch (random.nextInt(6)) {
                  case 0 -> "delete from t where id = " + id;
                  case 1 -> "insert into t values (" + ++next + ", 1, repeat('y', 2500))";
                  case 2 -> "update t set id = " + ++next + " where id = " + id;
                  case 3 -> "update t set big = repeat('z', 2600) where id = " + id;
                  case 4 -> "insert into h values (" + writer + ", " + ++inserted + ", 'new')";
                  default -> "update t set n = n + 1 where id = " + id;
                });
          }
          if (random.nextInt(10) == 0) {
            connection.rollback();
          } else {
            connection.commit();
          }
        }
      } catch (SQLException e) {
        if (!String.valueOf(e.getSQLState()).equals("40P01")) {
          failure = e;
        }
      }
    }

    @Override
    public void close() throws Exception {
      stop = true;
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failure).isNull();
    }
  }

  /** What a destination would hold: documents merged by key, deleted ones gone. */
  private static TreeMap<Integer, ObjectNode> merged(List<JsonNode> documents) {
    TreeMap<Integer, ObjectNode> rows = new TreeMap<>();
    for (JsonNode document : documents) {
      int id = document.path("id").asInt();
      if (document.at("/_meta/op").asString().equals("d")) {
        rows.remove(id);
      } else {
        ObjectNode row = rows.computeIfAbsent(id, i -> SourceHarness.JSON.createObjectNode());
        document.properties().forEach(member -> row.set(member.getKey(), member.getValue()));
      }
    }
    return rows;
  }

  private void assertSame(SourceHarness harness) throws Exception {
    List<String> expected = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("select id, n, md5(big) from t order by id")) {
      while (row.next()) {
        expected.add(row.getInt(1) + " " + row.getInt(2) + " " + row.getString(3));
      }
    }
    List<String> actual = new ArrayList<>();
    for (var row : merged(harness.documents(0)).entrySet()) {
      JsonNode value = row.getValue();
      actual.add(
          row.getKey()
              + " "
              + value.path("n").asInt(-1)
              + " "
              + md5(value.path("big").asString("")));
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(
            harness.documents(1).stream()
                .map(d -> d.path("writer").asInt() + "/" + d.path("n").asInt())
                .sorted())
        .isEqualTo(history());
  }

  private List<String> history() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("select writer || '/' || n from h")) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    }
    return rows.stream().sorted().toList();
  }

  private static String md5(String text) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(
            java.security.MessageDigest.getInstance("MD5")
                .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  /** All that is committed at the source is captured when a row that comes last is. */
  private void drain(SourceHarness harness) throws Exception {
    try (var session = harness.open().awaitCaughtUp()) {
      database.run("insert into t values (0, 0, 'last')");
      session.await(() -> harness.documents(0).stream().anyMatch(d -> d.path("id").asInt() == 0));
    }
  }

  @Test
  void documentsAreTheTable() throws Exception {
    SourceHarness harness = new SourceHarness(database, "t", "h");
    harness.apply();
    try (Writers writers = new Writers(1);
        var session = harness.open()) {
      session.awaitCaughtUp();
    }
    drain(harness);
    assertSame(harness);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3})
  void documentsAreTheTableAfterCrashes(long seed) throws Exception {
    crashes(seed, 12);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
  void documentsAreTheTableAfterManyCrashes(long seed) throws Exception {
    crashes(seed, 40);
  }

  private void crashes(long seed, int crashes) throws Exception {
    Random random = new Random(seed);
    SourceHarness harness = new SourceHarness(database, "t", "h");
    harness.apply();
    try (Writers writers = new Writers(seed)) {
      for (int i = 0; i < crashes; i++) {
        try (var session = harness.open()) {
          if (random.nextBoolean()) {
            session.awaitCheckpoint();
          }
          session.goesOnFor(Duration.ofMillis(random.nextInt(300)));
        }
      }
    }
    drain(harness);
    assertSame(harness);
  }
}
