package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.Quoting;
import java.util.List;
import java.util.Optional;

/**
 * A table as the server's catalog has it now.
 *
 * @param identity relreplident: {@code d} primary key, {@code n} nothing, {@code f} full, {@code i}
 *     an index
 * @param columns without dropped and generated ones, in their order
 * @param key columns of the primary key in its order; empty if there is none
 * @param identityColumns columns of the index of replica identity {@code i}
 * @param fileNode changes when the table is rewritten
 */
record Table(
    long oid,
    String schema,
    String name,
    boolean partitioned,
    char identity,
    List<Column> columns,
    List<String> key,
    List<String> identityColumns,
    long fileNode) {

  /**
   * @param type as SQL writes it, with its modifier
   */
  record Column(String name, int typeOid, String type, boolean notNull) {}

  /** For sentences. */
  String title() {
    return schema + "." + name;
  }

  String quoted() {
    return Quoting.table(schema, name);
  }

  boolean hasKey() {
    return !key.isEmpty();
  }

  /**
   * Whether updates and deletes can be published: else, in a publication that does, those of the
   * owner would fail.
   */
  boolean hasIdentity() {
    return switch (identity) {
      case 'f' -> true;
      case 'i' -> !identityColumns.isEmpty();
      case 'd' -> hasKey();
      default -> false;
    };
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
