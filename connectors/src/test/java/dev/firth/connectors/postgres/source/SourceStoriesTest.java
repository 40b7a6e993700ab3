package dev.firth.connectors.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.connectors.postgres.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a capture says of a table that is written to. */
class SourceStoriesTest {
  private final TestServer.Database database;

  SourceStoriesTest() throws Exception {
    database = TestServer.shared().database();
  }

  /** Operation and columns of each document; without {@code _meta}. */
  private static List<String> rows(SourceHarness harness, int binding) {
    return harness.documents(binding).stream().map(SourceStoriesTest::row).toList();
  }

  private static String row(JsonNode document) {
    StringBuilder text = new StringBuilder(document.at("/_meta/op").asString());
    for (var member : document.properties()) {
      if (!member.getKey().equals("_meta")) {
        text.append(' ').append(member.getKey()).append('=').append(member.getValue());
      }
    }
    return text.toString();
  }

  @Test
  void rowsThatAreThereThenChanges() throws Exception {
    database.run(
        "create table orders (id int primary key, note text)",
        "insert into orders values (1, 'one'), (2, null)");
    SourceHarness harness = new SourceHarness(database, "orders");
    assertThat(harness.apply()).contains("created publication", "created replication slot");
    assertThat(harness.apply()).isEmpty();
    try (var session = harness.open().awaitCaughtUp()) {
      database.run(
          "insert into orders values (3, 'three')",
          "update orders set note = 'zwei' where id = 2",
          "delete from orders where id = 1",
          "update orders set id = 30 where id = 3");
      session.await(() -> harness.committed().size() == 7);
    }
    assertThat(rows(harness, 0))
        .containsExactly(
            "c id=1 note=\"one\"",
            "c id=2 note=null",
            "c id=3 note=\"three\"",
            "u id=2 note=\"zwei\"",
            "d id=1",
            "d id=3",
            "c id=30 note=\"three\"");
    assertThat(harness.documents(0).getFirst().at("/_meta/source/snapshot").asBoolean()).isTrue();
    assertThat(harness.documents(0).getLast().at("/_meta/source/loc/2").asInt()).isEqualTo(1);
  }
}
