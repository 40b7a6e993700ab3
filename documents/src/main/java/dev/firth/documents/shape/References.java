package dev.firth.documents.shape;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Finds what {@code $ref} names: inside a schema by pointer, anchor or {@code $id}, or outside. */
final class References {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");
  private static final Set<String> VALUES = Set.of("enum", "const", "default", "examples");

  private final Map<String, JsonNode> resources = new HashMap<>();
  private final Map<String, JsonNode> anchors = new HashMap<>();
  private final Set<String> missing = new HashSet<>();
  private final Function<String, Optional<JsonNode>> outside;

  /** A schema and the URI that its own references are relative to. */
  record Target(JsonNode schema, String base) {}

  References(JsonNode root, Function<String, Optional<JsonNode>> outside) {
    this.outside = outside;
    register("", root);
  }

  private void register(String base, JsonNode resource) {
    resources.put(base, resource);
    index(base, resource);
  }

  private void index(String base, JsonNode node) {
    if (node.isObject()) {
      String here = baseOf(base, node);
      if (!here.equals(base)) {
        resources.putIfAbsent(here, node);
      }
      for (String keyword : new String[] {"$anchor", "$dynamicAnchor"}) {
        if (node.path(keyword).isString()) {
          anchors.putIfAbsent(here + "#" + node.get(keyword).stringValue(), node);
        }
      }
      node.properties().stream()
          .filter(e -> !VALUES.contains(e.getKey()))
          .forEach(e -> index(here, e.getValue()));
    } else if (node.isArray()) {
      node.values().forEach(item -> index(base, item));
    }
  }

  /** The base URI within {@code node}, given the one around it. */
  String baseOf(String base, JsonNode node) {
    JsonNode id = node.path("$id");
    return id.isString() && !id.stringValue().startsWith("#")
        ? absolute(base, withoutFragment(id.stringValue()))
        : base;
  }

  /** What {@code ref} names, seen from {@code base}; empty when nothing is found. */
  Optional<Target> find(String base, String ref) {
    String resource = absolute(base, withoutFragment(ref));
    Optional<String> decoded = fragment(ref);
    if (decoded.isEmpty()) {
      return Optional.empty();
    }
    String fragment = decoded.get();
    if (!resources.containsKey(resource) && missing.add(resource)) {
      outside.apply(resource).ifPresent(found -> register(resource, found));
    }
    JsonNode root = resources.get(resource);
    if (root == null) {
      return Optional.empty();
    }
    if (fragment.isEmpty()) {
      return Optional.of(new Target(root, resource));
    }
    if (!fragment.startsWith("/")) {
      return Optional.ofNullable(anchors.get(resource + "#" + fragment))
          .map(node -> new Target(node, resource));
    }
    return walk(root, resource, JsonPointer.compile(fragment));
  }

  private Optional<Target> walk(JsonNode root, String resource, JsonPointer pointer) {
    JsonNode at = root;
    String base = resource;
    for (JsonPointer p = pointer; !p.matches(); p = p.tail()) {
      at = at.isArray() ? at.path(p.getMatchingIndex()) : at.path(p.getMatchingProperty());
      base = at.isObject() ? baseOf(base, at) : base;
    }
    // The target's own $id applies to what is in it, and inference applies it again harmlessly.
    return at.isMissingNode() ? Optional.empty() : Optional.of(new Target(at, base));
  }

  /** Percent-decoded; empty where it is malformed. */
  private static Optional<String> fragment(String ref) {
    int hash = ref.indexOf('#');
    String written = hash < 0 ? "" : ref.substring(hash + 1);
    try {
      return Optional.of(URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static String withoutFragment(String uri) {
    int hash = uri.indexOf('#');
    return hash < 0 ? uri : uri.substring(0, hash);
  }

  private static String absolute(String base, String uri) {
    if (uri.isEmpty()) {
      return base;
    }
    if (base.isEmpty() || SCHEME.matcher(uri).matches()) {
      return uri;
    }
    try {
      return URI.create(base).resolve(uri).toString();
    } catch (IllegalArgumentException notUri) {
      return uri;
    }
  }
}
