package dev.firth.connectors.postgres.source.wal;

import java.util.List;

/**
 * A table as the stream describes it before its first change and after every change of its shape.
 *
 * @param oid the number that its changes name
 * @param identity what deletes carry: {@code d} the primary key, {@code n} nothing, {@code f} all
 *     columns, {@code i} an index's columns
 * @param columns in the order of the values of its changes
 */
public record Relation(
    int oid, String schema, String table, char identity, List<Attribute> columns) {

  /**
   * @param identity whether the column is part of the replica identity
   * @param typeOid the column's type; of a domain, the domain itself
   */
  public record Attribute(String name, boolean identity, int typeOid, int modifier) {}
}
