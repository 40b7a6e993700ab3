package dev.firth.cli.console;

/** What {@code -o} takes. */
public enum OutputFormat {
  table,
  json,
  yaml
}
