package dev.firth.documents.schema;

import dev.firth.documents.json.Pointer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All schemas that one compilation reaches, by URI, and where each subschema stands. */
final class Resources {
  /**
   * What a reference means: the schema, the resource it is in and, if so named, its dynamic anchor.
   */
  record Target(JsonNode schema, Resource resource, @Nullable String dynamicAnchor) {}

  /** {@code document} is empty for the first, else what stands before a pointer into it. */
  private record Place(Resource resource, String document, String pointer) {}

  private static final List<String> ONE =
      List.of(
          "additionalProperties",
          "unevaluatedProperties",
          "items",
          "unevaluatedItems",
          "contains",
          "propertyNames",
          "not",
          "if",
          "then",
          "else",
          "contentSchema",
          "additionalItems");
  private static final List<String> MANY = List.of("allOf", "anyOf", "oneOf", "prefixItems");
  private static final List<String> OLDER_MANY = List.of("allOf", "anyOf", "oneOf", "items");
  private static final List<String> NAMED =
      List.of(
          "properties",
          "patternProperties",
          "$defs",
          "definitions",
          "dependentSchemas",
          "dependencies");

  private final Function<String, Optional<JsonNode>> resolver;
  private final Dialect standard;
  private final Map<String, Resource> byUri = new HashMap<>();
  private final Map<JsonNode, Place> places = new IdentityHashMap<>();
  private final Map<String, JsonNode> loaded = new TreeMap<>();
  private final Set<String> missing = new HashSet<>();

  /** {@code standard} holds where neither a schema nor its custom metaschema says more. */
  Resources(Function<String, Optional<JsonNode>> resolver, Dialect standard) {
    this.resolver = resolver;
    this.standard = standard;
  }

  /** Indexes a document; its own {@code $id} is resolved against {@code uri}. */
  Resource add(String uri, JsonNode document) {
    Dialect dialect = dialect(document, standard);
    String own =
        dialect == Dialect.DRAFT_7 && document.has("$ref") ? uri : identifier(uri, document);
    var resource = new Resource(own, document, dialect, ignored(document));
    byUri.putIfAbsent(uri, resource);
    byUri.putIfAbsent(resource.uri(), resource);
    index(document, resource, places.isEmpty() ? "" : uri + "#", "");
    return resource;
  }

  /** The documents that references brought in, by URI. */
  Map<String, JsonNode> loaded() {
    return loaded;
  }

  /** The resource that a subschema is in; {@code around} where it stands under no known keyword. */
  Resource home(JsonNode schema, Resource around) {
    Place place = places.get(schema);
    return place == null ? around : place.resource();
  }

  /**
   * The pointer of a subschema, after the URI of its document unless that is the first; null where
   * it stands under no known keyword.
   */
  @Nullable String pointer(JsonNode schema) {
    Place place = places.get(schema);
    return place == null ? null : place.document() + place.pointer();
  }

  private static String identifier(String base, JsonNode schema) {
    JsonNode id = schema.get("$id");
    if (id == null || !id.isString()) {
      return base;
    }
    String resolved = Uris.resolve(base, id.asString());
    return resolved == null ? base : Uris.withoutFragment(resolved);
  }

  private Optional<JsonNode> customMetaschema(JsonNode document) {
    JsonNode named = document.get("$schema");
    return named == null || !named.isString() || Metaschemas.isStandard(named.asString())
        ? Optional.empty()
        : resolver.apply(named.asString());
  }

  private Dialect dialect(JsonNode document, Dialect otherwise) {
    return Dialect.of(document)
        .or(() -> customMetaschema(document).flatMap(Dialect::of))
        .orElse(otherwise);
  }

  private Set<String> ignored(JsonNode document) {
    return customMetaschema(document).map(Metaschemas::missingVocabularies).orElse(Set.of());
  }

  private void index(JsonNode schema, Resource around, String document, String pointer) {
    if (!schema.isObject()) {
      return;
    }
    boolean referenceOnly = around.dialect() == Dialect.DRAFT_7 && schema.has("$ref");
    Resource resource = around;
    if (!pointer.isEmpty() && schema.has("$id") && !referenceOnly) {
      String uri = identifier(around.uri(), schema);
      if (!uri.equals(around.uri())) {
        Set<String> ignored = schema.has("$schema") ? ignored(schema) : around.ignored();
        resource = new Resource(uri, schema, dialect(schema, around.dialect()), ignored);
        byUri.putIfAbsent(uri, resource);
      }
    }
    places.put(schema, new Place(resource, document, pointer));
    if (!referenceOnly) {
      anchors(schema, resource);
    }
    children(schema, resource, document, pointer);
  }

  private static void anchors(JsonNode schema, Resource resource) {
    if (schema.get("$anchor") instanceof JsonNode anchor && anchor.isString()) {
      resource.anchors().putIfAbsent(anchor.asString(), schema);
    }
    if (schema.get("$dynamicAnchor") instanceof JsonNode anchor && anchor.isString()) {
      resource.dynamicAnchors().putIfAbsent(anchor.asString(), schema);
    }
    boolean root = schema == resource.root();
    if (root
        && schema.get(Resource.RECURSIVE) instanceof JsonNode anchor
        && anchor.asBoolean(false)) {
      resource.dynamicAnchors().put(Resource.RECURSIVE, schema);
    }
    if (resource.dialect() == Dialect.DRAFT_7
        && schema.get("$id") instanceof JsonNode id
        && id.isString()) {
      String fragment = Uris.fragment(id.asString());
      if (fragment != null && !fragment.isEmpty()) {
        resource.anchors().putIfAbsent(fragment, schema);
      }
    }
  }

  private void children(JsonNode schema, Resource resource, String document, String pointer) {
    for (String keyword : ONE) {
      if (schema.get(keyword) instanceof JsonNode child) {
        index(child, resource, document, pointer + "/" + keyword);
      }
    }
    for (String keyword : resource.dialect() == Dialect.DRAFT_2020_12 ? MANY : OLDER_MANY) {
      if (schema.get(keyword) instanceof JsonNode list && list.isArray()) {
        for (int i = 0; i < list.size(); i++) {
          index(list.get(i), resource, document, pointer + "/" + keyword + "/" + i);
        }
      }
    }
    for (String keyword : NAMED) {
      if (schema.get(keyword) instanceof JsonNode map && map.isObject()) {
        for (var child : map.properties()) {
          index(
              child.getValue(),
              resource,
              document,
              pointer + "/" + keyword + "/" + Pointer.escape(child.getKey()));
        }
      }
    }
  }

  /** What {@code reference}, written in {@code from}, means; null where it means nothing. */
  @Nullable Target resolve(Resource from, String reference) {
    String absolute = Uris.resolve(from.uri(), reference);
    if (absolute == null) {
      return null;
    }
    Resource resource = resource(Uris.withoutFragment(absolute));
    String fragment = resource == null ? null : Uris.fragment(absolute);
    if (resource == null || fragment == null) {
      return null;
    }
    if (fragment.isEmpty()) {
      return new Target(resource.root(), resource, null);
    }
    if (fragment.startsWith("/")) {
      return walk(resource, fragment);
    }
    JsonNode anchor = resource.anchors().get(fragment);
    JsonNode dynamic =
        fragment.equals(Resource.RECURSIVE) ? null : resource.dynamicAnchors().get(fragment);
    if (dynamic != null) {
      return new Target(dynamic, resource, fragment);
    }
    return anchor == null ? null : new Target(anchor, resource, null);
  }

  private @Nullable Resource resource(String uri) {
    Resource known = byUri.get(uri);
    if (known != null || missing.contains(uri)) {
      return known;
    }
    Optional<JsonNode> document = Metaschemas.metaschema(uri).or(() -> resolver.apply(uri));
    if (document.isEmpty()) {
      missing.add(uri);
      return null;
    }
    JsonNode own = document.get().deepCopy();
    if (!Metaschemas.isStandard(uri)) {
      loaded.put(uri, own);
    }
    return add(uri, own);
  }

  /**
   * A pointer may cross into an embedded resource, whose URI then is the base of what it points to.
   */
  private @Nullable Target walk(Resource start, String pointer) {
    JsonNode at = start.root();
    Resource resource = start;
    Pointer path;
    try {
      path = Pointer.of(pointer);
    } catch (IllegalArgumentException e) {
      return null;
    }
    for (String token : path.tokens()) {
      JsonNode child = at.isArray() ? element(at, token) : at.get(token);
      if (child == null) {
        return null;
      }
      at = child;
      resource = home(at, resource);
    }
    return at.isObject() || at.isBoolean() ? new Target(at, resource, null) : null;
  }

  private static @Nullable JsonNode element(JsonNode array, String token) {
    return token.matches("0|[1-9][0-9]{0,8}") ? array.get(Integer.parseInt(token)) : null;
  }

  /** All references that would have worked within the resource, for a suggestion. */
  List<String> references(Resource within) {
    return places.entrySet().stream()
        .filter(place -> place.getValue().resource() == within)
        .map(place -> "#" + place.getValue().pointer())
        .sorted()
        .toList();
  }

  /** Whether some schema reached so far has that keyword. */
  boolean mention(String keyword) {
    return places.keySet().stream().anyMatch(schema -> schema.has(keyword));
  }
}
