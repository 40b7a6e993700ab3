package dev.firth.bench;

import dev.firth.e2e.Database;
import dev.firth.e2e.Waiting;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Inserts rows at an even rate and notes when each is committed at the source and when it is
 * visible in the copy. Rows become visible in the order in which they were inserted, so looking at
 * the largest key is enough.
 */
final class Visibility {
  private static final Duration LOOK = Duration.ofNanos(500_000);

  private final Database source;
  private final Database copy;
  private final long first;
  private final double rate;
  private final AtomicLongArray inserted;
  private final AtomicLongArray visible;
  private volatile int wanted;
  private volatile boolean ended;

  /**
   * @param first key of the first row
   * @param rows to insert
   * @param rate rows a second
   */
  Visibility(Database source, Database copy, long first, int rows, double rate) {
    this.source = source;
    this.copy = copy;
    this.first = first;
    this.rate = rate;
    this.inserted = new AtomicLongArray(rows);
    this.visible = new AtomicLongArray(rows);
    this.wanted = rows;
  }

  /** No more rows than are inserted by now, and those of the transaction that is open. */
  void enough() {
    wanted = 0;
  }

  /**
   * Inserts all rows, or until there are {@link #enough}, each in a transaction of its own unless
   * the rate is too high for that.
   */
  void insert(int rowsATransaction) throws SQLException, InterruptedException {
    try (var connection = source.connect();
        var statement =
            connection.prepareStatement(
                "insert into orders select g, 1, 'new', 1.5, 'a@b.c', clock_timestamp(), repeat('x', 192)"
                    + " from generate_series(?, ?) g")) {
      long start = System.nanoTime();
      int i = 0;
      for (; i < wanted; i += rowsATransaction) {
        int end = Math.min(inserted.length(), i + rowsATransaction);
        long due = start + (long) (end * 1e9 / rate);
        Waiting.passes(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        statement.setLong(1, first + i);
        statement.setLong(2, first + end - 1);
        statement.executeUpdate();
        long now = System.nanoTime();
        for (int row = i; row < end; row++) {
          inserted.set(row, now);
        }
      }
      wanted = Math.min(i, inserted.length());
      ended = true;
    }
  }

  /**
   * Looks until all rows are visible. It must look: a trigger at the copy that told of them would
   * be load of its own.
   */
  void watch() throws SQLException, InterruptedException {
    int seen = 0;
    try (var connection = copy.connect();
        var statement = connection.prepareStatement("select max(id) from orders")) {
      while (!ended || seen < wanted) {
        long largest;
        try (var row = statement.executeQuery()) {
          largest = row.next() ? row.getLong(1) : 0;
        }
        long now = System.nanoTime();
        for (; seen < visible.length() && first + seen <= largest; seen++) {
          visible.set(seen, now);
        }
        Waiting.passes(LOOK);
      }
    }
  }

  /** Rows that were inserted. */
  int rows() {
    return inserted.length();
  }

  /** The first row from one on that is not inserted yet. */
  int inserted(int from) {
    int row = from;
    while (row < inserted.length() && inserted.get(row) > 0) {
      row++;
    }
    return row;
  }

  /** When a row was committed at the source, by {@link System#nanoTime}; 0 until then. */
  long insertedAt(int row) {
    return inserted.get(row);
  }

  /** When a row was first seen in the copy; 0 until then. */
  long visibleAt(int row) {
    return visible.get(row);
  }

  /**
   * Milliseconds from commit to visible, of the rows from one on, sorted. A row may be seen before
   * its insert has returned: that counts as 0.
   */
  double[] latencies(int from) {
    var latencies = new double[rows() - from];
    for (int i = 0; i < latencies.length; i++) {
      latencies[i] = Math.max(0, (visible.get(from + i) - inserted.get(from + i)) / 1e6);
    }
    Arrays.sort(latencies);
    return latencies;
  }

  /** The value below which that part of sorted values lies. */
  static double percentile(double[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  }
}
