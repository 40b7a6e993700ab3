package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.source.backfill.RowKey;
import dev.firth.connectors.postgres.source.wal.CopyText;
import dev.firth.connectors.postgres.source.wal.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** Keys for tables. */
public final class SourceKeys {
  private SourceKeys() {}

  /** The key of these columns. */
  public static RowKey key(String... columns) {
    Tuple row = new Tuple();
    CopyText.split(String.join("\t", columns).getBytes(StandardCharsets.UTF_8), row);
    return RowKey.of(row, IntStream.range(0, columns.length).toArray());
  }
}
