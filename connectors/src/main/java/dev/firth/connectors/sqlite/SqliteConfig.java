package dev.firth.connectors.sqlite;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.RawJson;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * The connector's configuration.
 *
 * @param hardDelete whether a deleted row goes, rather than keeping its last values
 */
record SqliteConfig(Path file, boolean hardDelete) {
  /**
   * Schema of the configuration. {@code x-path}: relative paths are relative to the flow's
   * directory.
   */
  static final JsonNode SCHEMA =
      RawJson.of(
              """
              {"$schema": "https://json-schema.org/draft/2020-12/schema",
               "title": "SQLite", "type": "object", "required": ["path"], "additionalProperties": false,
               "properties": {
                 "path": {"type": "string", "minLength": 1, "title": "File", "x-path": true,
                   "description": "The database file, made if it is not there. A relative path is relative to the directory of the flow. One task writes one file."},
                 "hardDelete": {"type": "boolean", "default": false, "title": "Hard delete",
                   "description": "Whether a document's deletion deletes its row. Otherwise the row keeps its last values and _meta/op is d."}}}
              """)
          .tree();

  /** Schema of a binding's resource. */
  static final JsonNode RESOURCE_SCHEMA =
      RawJson.of(
              """
              {"$schema": "https://json-schema.org/draft/2020-12/schema",
               "title": "Table", "type": "object", "required": ["table"], "additionalProperties": false,
               "properties": {
                 "table": {"type": "string", "minLength": 1, "title": "Table", "x-collection-name": true,
                   "description": "The table, made if it is not there."},
                 "deltaUpdates": {"type": "boolean", "default": false, "title": "Delta updates", "x-delta-updates": true,
                   "description": "Whether every transaction adds a row for each changed key, rather than updating one."}}}
              """)
          .tree();

  /**
   * Reads a configuration.
   *
   * @throws ConnectorFailure saying which member is wrong
   */
  static SqliteConfig of(JsonNode config) {
    JsonNode path = config.path("path");
    if (!path.isString() || path.stringValue().isEmpty()) {
      throw bad(
          "config.path: expected a text, but it is "
              + (path.isMissingNode() ? "absent" : path)
              + ".");
    }
    try {
      return new SqliteConfig(
          Path.of(path.stringValue()).toAbsolutePath(), flag(config, "config", "hardDelete"));
    } catch (InvalidPathException e) {
      throw bad("config.path: \"" + path.stringValue() + "\" is no path: " + e.getReason() + ".");
    }
  }

  /** The file, once its folder is known to be there. */
  Path placedFile() {
    Path parent = file.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw ConnectorFailure.of(
          "config.path: folder " + parent + " does not exist. Create it, or correct the path.");
    }
    if (Files.isDirectory(file)) {
      throw bad("config.path: " + file + " is a folder, but a file is needed.");
    }
    return file;
  }

  /** The table that a resource names. */
  static String table(JsonNode resource) {
    JsonNode table = resource.path("table");
    if (!table.isString() || table.stringValue().isEmpty()) {
      throw bad(
          "resource.table: expected a text, but it is "
              + (table.isMissingNode() ? "absent" : table)
              + ".");
    }
    String name = table.stringValue();
    if (name.startsWith("sqlite_") || name.startsWith("firth_")) {
      throw bad("resource.table: \"" + name + "\" is reserved. Use another name.");
    }
    return name;
  }

  /** Whether a resource asks for delta updates. */
  boolean deltaUpdates(JsonNode resource) {
    boolean delta = flag(resource, "resource", "deltaUpdates");
    if (delta && hardDelete) {
      throw bad(
          "resource.deltaUpdates: table \""
              + table(resource)
              + "\" cannot have delta updates while config.hardDelete is true: deletions would be lost.");
    }
    return delta;
  }

  private static boolean flag(JsonNode object, String where, String member) {
    JsonNode value = object.path(member);
    if (!value.isBoolean() && !value.isMissingNode()) {
      throw bad(where + "." + member + ": expected true or false, but it is " + value + ".");
    }
    return value.asBoolean(false);
  }

  private static ConnectorFailure bad(String sentence) {
    return ConnectorFailure.pause("BadConfiguration", sentence);
  }
}
