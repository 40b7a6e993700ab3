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
    Set<String> ignored) {
  Resource(String uri, JsonNode root, Set<String> ignored) {
    this(uri, root, new HashMap<>(), new HashMap<>(), ignored);
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
