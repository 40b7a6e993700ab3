package dev.firth.connectors;

import dev.firth.connectors.files.FilesCapture;
import dev.firth.connectors.postgres.materialize.MaterializePostgres;
import dev.firth.connectors.postgres.source.SourcePostgres;
import dev.firth.connectors.sqlite.SqliteMaterialization;
import dev.firth.protocol.sdk.Connector;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The connectors that come with Firth. */
public final class Connectors {
  private static final Map<String, Connector> BY_NAME =
      new TreeMap<>(
          Map.of(
              "source-files", new FilesCapture(),
              "source-postgres", new SourcePostgres(),
              "materialize-postgres", new MaterializePostgres(),
              "materialize-sqlite", new SqliteMaterialization()));

  private Connectors() {}

  /** The connector of a name such as {@code source-files}. */
  public static Optional<Connector> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** All names, sorted. */
  public static Collection<String> names() {
    return BY_NAME.keySet();
  }
}
