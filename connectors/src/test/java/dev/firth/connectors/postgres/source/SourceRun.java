package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.TestServer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A capture of one table for tests of other packages. */
public final class SourceRun {
  private final SourceHarness harness;
  private final TestServer.Database database;

  public SourceRun(TestServer.Database database, String table) {
    this.database = database;
    harness = new SourceHarness(database, table);
  }

  /** The write schema that discovery makes. */
  public JsonNode schema() {
    return harness.discover().getFirst().documentSchema();
  }

  /** The first documents, as they were written, when {@code statement} runs beside the stream. */
  public List<String> documents(String statement, int count) throws Exception {
    harness.apply();
    try (var session = harness.open().awaitCaughtUp()) {
      database.run(statement);
      session.await(() -> harness.texts().size() >= count);
    }
    return harness.texts();
  }
}
