package dev.firth.bench;

import dev.firth.e2e.Program;
import java.io.IOException;

/** What copies the table while it is measured. */
interface Copier extends AutoCloseable {
  String name();

  /** Starts it; returns at once. */
  void start() throws IOException, InterruptedException;

  /** The process that does the work, with what it started. */
  Program program();

  /** Ends it, and what it needed. */
  @Override
  void close() throws InterruptedException;
}
