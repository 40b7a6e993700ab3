package dev.firth.documents.schema;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A schema with a URI of its own: a document, or a subschema with {@code $id}. Its anchors are
 * filled while it is indexed.
 *
 * @param uri absolute, without fragment
 * @param ignored vocabularies that its metaschema leaves out, by the last segment of their URI
 */
record Resource(
    String uri,
    JsonNode root,
    Map<String, JsonNode> anchors,
    Map<String, JsonNode> dynamicAnchors,
    Dialect dialect,
    Set<String> ignored) {
  /** The name under which $recursiveAnchor of draft 2019-09 is kept among the dynamic anchors. */
  static final String RECURSIVE = "$recursiveAnchor";

  Resource(String uri, JsonNode root, Dialect dialect, Set<String> ignored) {
    this(uri, root, new HashMap<>(), new HashMap<>(), dialect, ignored);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
