package dev.firth.connectors.postgres.source.row;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The types of one database, and what becomes of their values (the table of the connector's
 * documentation). Immutable: a type that was made later needs a catalog that was read later.
 */
public final class TypeCatalog {
  private static final int MAX_DOMAIN_DEPTH = 64;

  private final Map<Integer, TypeRow> types;
  private final boolean timestampsAreUtc;

  /**
   * @param timestampsAreUtc whether timestamps without zone are said to be in UTC
   */
  public TypeCatalog(List<TypeRow> rows, boolean timestampsAreUtc) {
    this.types = rows.stream().collect(Collectors.toMap(TypeRow::oid, Function.identity()));
    this.timestampsAreUtc = timestampsAreUtc;
  }

  public boolean knows(int oid) {
    return types.containsKey(oid);
  }

  /** Whether values of the type are ordered by a collation. */
  public boolean collated(int oid) {
    return resolve(oid).collated();
  }

  /** How SQL writes the type. */
  public String sqlName(int oid) {
    TypeRow row = types.get(oid);
    return row == null ? "text" : row.name();
  }

  /** How values of the type are written. */
  TypeMapping mapping(int oid) {
    TypeRow row = resolve(oid);
    if (row.element() != 0) {
      TypeMapping element = mapping(row.element());
      return TypeMapping.array(element, (byte) resolve(row.element()).delimiter());
    }
    return TypeMapping.scalar(row, timestampsAreUtc);
  }

  /** The type itself, below its domains; text for a type that nobody knows. */
  private TypeRow resolve(int oid) {
    TypeRow row = types.get(oid);
    for (int i = 0; row != null && row.kind() == 'd' && i < MAX_DOMAIN_DEPTH; i++) {
      row = types.get(row.base());
    }
    return row == null ? new TypeRow(oid, "text", 'b', 0, 0, ',', true) : row;
  }
}
