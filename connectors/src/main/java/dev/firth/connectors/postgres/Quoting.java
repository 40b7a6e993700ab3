package dev.firth.connectors.postgres;

/** Names and values inside SQL text (standard_conforming_strings is on). */
public final class Quoting {
  private Quoting() {}

  /** A quoted identifier. */
  public static String name(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** A quoted, qualified table. */
  public static String table(String schema, String table) {
    return name(schema) + "." + name(table);
  }

  /** A string literal. */
  public static String literal(String value) {
    return '\'' + value.replace("'", "''") + '\'';
  }
}
