package dev.firth.cli;

/** What {@code -o} takes. */
public enum OutputFormat {
  table,
  json,
  yaml
}
