package dev.firth.connectors.files;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.RawJson;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/**
 * The connector's configuration.
 *
 * @param folder where the files lie
 */
record FilesConfig(Path folder) {
  /**
   * Schema of the configuration. {@code x-path}: relative paths are relative to the flow's
   * directory.
   */
  static final JsonNode SCHEMA =
      RawJson.of(
              """
              {"$schema": "https://json-schema.org/draft/2020-12/schema",
               "title": "NDJSON files", "type": "object", "required": ["path"], "additionalProperties": false,
               "properties": {"path": {"type": "string", "minLength": 1, "title": "Folder", "x-path": true,
                 "description": "The folder that is watched. A relative path is relative to the directory of the flow."}}}
              """)
          .tree();

  /** Schema of a binding's resource. */
  static final JsonNode RESOURCE_SCHEMA =
      RawJson.of(
              """
              {"$schema": "https://json-schema.org/draft/2020-12/schema",
               "title": "Files", "type": "object", "required": ["path"], "additionalProperties": false,
               "properties": {"path": {"type": "string", "minLength": 1, "title": "Pattern", "x-collection-name": true,
                 "description": "Which files of the folder, such as *.ndjson or clicks/**.ndjson. * stops at a slash, ** does not."}}}
              """)
          .tree();

  /**
   * Reads a configuration.
   *
   * @throws ConnectorFailure saying which member is wrong
   */
  static FilesConfig of(JsonNode config) {
    String path = text(config, "config.path");
    try {
      return new FilesConfig(Path.of(path));
    } catch (InvalidPathException e) {
      throw ConnectorFailure.pause(
          "BadConfiguration", "config.path: \"" + path + "\" is no path: " + e.getReason() + ".");
    }
  }

  /** The folder itself, should it be named by a link, once it is known to be there. */
  Path existingFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw ConnectorFailure.of(
          "config.path: folder "
              + folder
              + (Files.exists(folder) ? " is no folder." : " does not exist.")
              + " Create it, or correct the path.");
    }
    return folder.toRealPath();
  }

  /** The pattern of a binding's resource. */
  static String pattern(JsonNode resource) {
    String pattern = text(resource, "resource.path");
    matcher(pattern);
    return pattern;
  }

  /** What decides which files of the folder a pattern means. */
  static PathMatcher matcher(String pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw ConnectorFailure.pause(
          "BadConfiguration",
          "resource.path: \"" + pattern + "\" is no pattern: " + e.getDescription() + ".");
    }
  }

  private static String text(JsonNode object, String where) {
    String member = where.substring(where.indexOf('.') + 1);
    JsonNode value = object.path(member);
    if (!value.isString() || value.stringValue().isEmpty()) {
      throw ConnectorFailure.pause(
          "BadConfiguration",
          where
              + ": expected a text, but it is "
              + (value.isMissingNode() ? "absent" : value)
              + ".");
    }
    return value.stringValue();
  }
}
