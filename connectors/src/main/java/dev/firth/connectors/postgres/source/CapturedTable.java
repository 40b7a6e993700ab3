package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.source.backfill.RecentChanges;
import dev.firth.connectors.postgres.source.backfill.Snapshot;
import dev.firth.connectors.postgres.source.row.RowShape;
import dev.firth.connectors.postgres.source.row.TypeCatalog;
import dev.firth.connectors.postgres.source.wal.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One bound table while it is captured, as the thread of the stream sees it. */
final class CapturedTable {
  private static final int RECENT_KEYS = 1_000_000;

  private final int binding;
  private final String stateKey;
  private final Table table;
  private @Nullable RowShape shape;
  private int[] key = new int[0];
  private int[] identity = new int[0];
  private @Nullable RecentChanges recent;
  private @Nullable Snapshot backfilled;

  CapturedTable(int binding, String stateKey, Table table) {
    this.binding = binding;
    this.stateKey = stateKey;
    this.table = table;
  }

  int binding() {
    return binding;
  }

  String stateKey() {
    return stateKey;
  }

  Table table() {
    return table;
  }

  /** Its backfill runs beside the stream, by key. */
  void backfillByKey() {
    recent = new RecentChanges(RECENT_KEYS);
  }

  /** Its rows come from a snapshot, so the stream leaves out what that sees. */
  void backfillBySnapshot(Snapshot snapshot) {
    backfilled = snapshot;
  }

  void backfillDone() {
    recent = null;
    backfilled = null;
  }

  boolean backfilling() {
    return recent != null || backfilled != null;
  }

  /** What the stream changed while the table is backfilled by key. */
  @Nullable RecentChanges recent() {
    return recent;
  }

  /** Whether a transaction's changes are among the backfilled rows already. */
  boolean covers(int xid) {
    return backfilled != null && backfilled.sees(xid);
  }

  /** Takes the shape that the next changes have. */
  void reshape(Relation relation, TypeCatalog types) {
    List<RowShape.Column> columns = new ArrayList<>();
    List<String> identifying = new ArrayList<>();
    for (Relation.Attribute attribute : relation.columns()) {
      columns.add(new RowShape.Column(attribute.name(), attribute.typeOid()));
      if (attribute.identity()) {
        identifying.add(attribute.name());
      }
    }
    RowShape fresh = new RowShape(table.schema(), table.name(), columns, types);
    key = fresh.places(table.key());
    identity = fresh.places(identifying);
    shape = fresh;
  }

  RowShape shape() {
    RowShape known = shape;
    if (known == null) {
      throw new IllegalStateException("a change of " + table.title() + " before its relation");
    }
    return known;
  }

  /** The places of the primary key in a row of the stream. */
  int[] key() {
    return key;
  }

  /** The places of what a delete carries, unless it carries all. */
  int[] identity() {
    return identity;
  }
}
