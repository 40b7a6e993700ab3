package dev.firth.e2e;

import java.io.IOException;

/** Writes to pgbench's tables, several clients at once, from its start on. */
interface Writer extends AutoCloseable {
  /** The {@code application_name} of its connections. */
  String CONNECTIONS = "pgbench";

  /**
   * Fails unless it still writes.
   *
   * @throws AssertionError with what it said at its end
   */
  void check() throws IOException;

  /** Ends it; transactions that are under way may still commit. */
  @Override
  void close() throws InterruptedException;
}
