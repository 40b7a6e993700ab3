package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What a person sees when the database of a capture is not as it should be. */
class PostgresStoryTest {
  private static final String WRONG = "hunter-3-shop";
  private static final String DROP_SLOT =
      """
      do $$
      begin
        perform pg_terminate_backend(active_pid, 10000) from pg_replication_slots
          where active_pid is not null;
        perform pg_drop_replication_slot(slot_name) from pg_replication_slots;
      end $$
      """;

  @TempDir Path folder;

  @Test
  void aWrongPassword() throws Exception {
    try (var shop = Shop.open(folder, "logical")) {
      shop.password(WRONG);

      var refused = shop.flow().firth("check", ".");

      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.out())
          .contains(
              "Capture shop: connector: PostgreSQL at 127.0.0.1:" + shop.port(),
              "refused the user: password authentication failed for user \"shop\"",
              "Check user and password, and pg_hba.conf.")
          .doesNotContain(WRONG);
      assertThat(refused.err()).isEmpty();

      shop.password(Shop.PASSWORD);
      var well = shop.flow().firth("check", ".");
      assertThat(well.exit()).as(well.all()).isZero();
      assertThat(well.out())
          .contains(
              "warning: flow.yaml:5: Capture shop: connector: PostgreSQL at 127.0.0.1:",
              " has max_slot_wal_keep_size unlimited: while this capture does not run, the server"
                  + " keeps its log, until its disk is full. Consider a limit: ALTER SYSTEM SET");
    }
  }

  @Test
  void walLevelIsNotLogical() throws Exception {
    try (var shop = Shop.open(folder, "replica")) {
      var check = shop.flow().firth("check", ".");

      assertThat(check.exit()).isEqualTo(1);
      assertThat(check.out())
          .contains(
              "has wal_level replica, logical is needed. Run: ALTER SYSTEM SET wal_level ="
                  + " logical; and restart it.")
          .doesNotContain(Shop.PASSWORD);
    }
  }

  @Test
  void theDatabaseGoesDownInTheMiddleAndComesBack() throws Exception {
    try (var shop = Shop.open(folder, "logical");
        var up = shop.flow().up()) {
      shop.sql("insert into orders values (1, 'one'), (2, 'two')");
      shop.awaitCopied(Map.of(1, "one", 2, "two"));

      shop.stop();
      var server =
          "PostgreSQL at 127.0.0.1:" + shop.port() + " (database \"postgres\", user \"shop\")";
      up.awaitOut("Capture shop: Backoff: " + server);
      up.awaitOut(server + " does not answer: ");
      assertThat(up.out()).containsOnlyOnce("warning: flow.yaml:5: Capture shop: connector: ");
      var down = EditStoryTest.task(shop.flow(), "shop");
      assertThat(down.path("phase").stringValue()).isIn("Backoff", "Opening");
      assertThat(EditStoryTest.task(shop.flow(), "copy").path("phase").stringValue())
          .isEqualTo("Running");
      Eventually.holds(
          () -> {
            var table = shop.flow().firth("status");
            return table.exit() == 0
                && table
                    .out()
                    .contains(
                        "Capture shop: "
                            + server
                            + " does not answer: Connection to 127.0.0.1:"
                            + shop.port()
                            + " refused.")
                && table.out().contains("Check the address and that the database runs.");
          },
          () -> "status says why shop waits");

      shop.start();
      shop.sql("update orders set note = 'zwei' where id = 2", "insert into orders values (3, '')");
      shop.awaitCopied(Map.of(1, "one", 2, "zwei", 3, ""));
      assertThat(EditStoryTest.task(shop.flow(), "shop").path("phase").stringValue())
          .isEqualTo("Running");
      var documents = shop.flow().firth("read", "orders");
      assertThat(documents.out().lines()).as(documents.all()).hasSize(4);
      assertThat(up.out()).doesNotContain(Shop.PASSWORD);
      up.terminate();
      assertThat(shop.flow().stateHolding(Shop.PASSWORD)).isEmpty();
    }
  }

  @Test
  void aDroppedSlotPausesUntilTheTablesAreReadAgain() throws Exception {
    try (var shop = Shop.open(folder, "logical")) {
      shop.sql("insert into orders values (1, 'one')");
      try (var up = shop.flow().up()) {
        shop.awaitCopied(Map.of(1, "one"));

        Eventually.holds(() -> drops(shop), () -> "the slot is dropped");
        shop.sql("insert into orders values (2, 'two')");
        up.awaitOut("Capture shop: Paused: Replication slot \"firth_");
        assertThat(up.out())
            .containsPattern(
                "_shop\" is lost: it does not exist any more\\. Changes since then cannot be"
                    + " captured\\. Give every binding of the capture another name: their tables"
                    + " are read again \\(rows deleted meanwhile stay\\)\\.");
        var task = EditStoryTest.task(shop.flow(), "shop");
        assertThat(task.path("phase").stringValue()).isEqualTo("Paused");
        assertThat(task.path("reason").stringValue()).isEqualTo("SlotLost");
        var status = shop.flow().firth("status");
        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.out()).contains("Capture shop: Replication slot", "is lost");

        shop.flow().edit("name: first", "name: second");
        shop.awaitCopied(Map.of(1, "one", 2, "two"));
        assertThat(shop.flow().firth("status").exit()).isZero();
        assertThat(up.out()).doesNotContain(Shop.PASSWORD);
        up.terminate();
      }

      shop.sql(DROP_SLOT, "insert into orders values (3, 'three')");
      var lost = shop.flow().upOnce();
      assertThat(lost.exit()).isEqualTo(1);
      assertThat(lost.out())
          .contains("Capture shop: Paused: Replication slot", "Give every binding")
          .doesNotContain(Shop.PASSWORD);
      assertThat(shop.copied()).isEqualTo(Map.of(1, "one", 2, "two"));

      shop.flow().edit("name: second", "name: third");
      var again = shop.flow().upOnce();
      assertThat(again.exit()).as(again.all()).isZero();
      assertThat(shop.copied()).isEqualTo(Map.of(1, "one", 2, "two", 3, "three"));
    }
  }

  @Test
  void whatTheSourceKeepsForASuspendedCaptureIsTold() throws Exception {
    try (var shop = Shop.open(folder, "logical");
        var up = shop.flow().up()) {
      shop.sql("insert into orders values (1, 'one')");
      shop.awaitCopied(Map.of(1, "one"));
      assertThat(EditStoryTest.task(shop.flow(), "shop").has("retainedWalBytes")).isFalse();

      shop.flow()
          .edit(
              "spec:\n  connector:\n    name: source",
              "spec:\n  suspend: true\n  connector:\n    name: source");
      Eventually.holds(
          () -> EditStoryTest.task(shop.flow(), "shop").path("retainedWalBytes").asLong(0) > 0,
          () -> "status says what the source keeps");
      assertThat(shop.flow().firth("status").out())
          .containsPattern("Capture shop: its source keeps \\d+ B of its log until it goes on\\.");
      assertThat(metrics(shop.flow()))
          .containsPattern(
              "firth_shard_retained_wal_bytes\\{kind=\"capture\",namespace=\"default\",task=\"shop\"} [1-9]");
      assertThat(up.out()).contains("Capture shop: Stopped");
    }
  }

  private static String metrics(Quickstart flow) throws Exception {
    var up = JsonMapper.shared().readTree(Files.readString(flow.state().resolve("up.json")));
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + up.path("port").asInt() + "/metrics"))
            .header("Authorization", "Bearer " + up.path("token").asString())
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  /** Whether the slot could be dropped before the capture was back. */
  private static boolean drops(Shop shop) {
    try {
      shop.sql(DROP_SLOT);
      return true;
    } catch (SQLException inUse) {
      return false;
    }
  }
}
