package dev.firth.connectors.postgres.source.backfill;

import dev.firth.connectors.postgres.source.wal.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A primary key as PostgreSQL's text of its columns, each after its length. Stream and COPY write
 * the same text for the same value.
 */
public record RowKey(byte[] bytes) {

  /** The key of a row. */
  public static RowKey of(Tuple row, int[] columns) {
    int size = 0;
    for (int column : columns) {
      size += 4 + row.length(column);
    }
    byte[] bytes = new byte[size];
    int at = 0;
    for (int column : columns) {
      int length = row.length(column);
      bytes[at++] = (byte) (length >> 24);
      bytes[at++] = (byte) (length >> 16);
      bytes[at++] = (byte) (length >> 8);
      bytes[at++] = (byte) length;
      System.arraycopy(row.bytes(), row.offset(column), bytes, at, length);
      at += length;
    }
    return new RowKey(bytes);
  }

  /** The text of each column. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) {
      int length =
          bytes[at] << 24
              | (bytes[at + 1] & 0xff) << 16
              | (bytes[at + 2] & 0xff) << 8
              | bytes[at + 3] & 0xff;
      texts.add(new String(bytes, at + 4, length, StandardCharsets.UTF_8));
      at += 4 + length;
    }
    return texts;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RowKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
