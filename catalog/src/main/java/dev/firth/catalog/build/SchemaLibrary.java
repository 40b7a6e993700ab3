package dev.firth.catalog.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.catalog.Reason;
import dev.firth.catalog.Suggestion;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.JsonText;
import dev.firth.catalog.load.Located;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.Kind;
import dev.firth.crds.Schema;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Schemas of a namespace, and schemas made whole: what {@code schema://NAME} names is put into
 * {@code $defs} under that same {@code $id}, so that nothing is left to look up.
 */
final class SchemaLibrary {
  private static final String SCHEME = "schema://";

  private final Draft draft;
  private final Findings findings;
  private final Map<String, JsonNode> schemas = new HashMap<>();
  private final Map<Node, Set<Node>> uses = new HashMap<>();

  SchemaLibrary(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
    for (Located<Schema> schema : draft.schemas().values()) {
      schemas.put(schema.name(), content(schema.resource()));
    }
  }

  /** The Schemas that a resource refers to, at first hand or further. */
  Set<Node> uses(Origin origin) {
    return uses.getOrDefault(Node.of(origin), Set.of());
  }

  /** A Schema's content. */
  JsonNode content(String name) {
    return schemas.getOrDefault(name, JsonNodeFactory.instance.objectNode());
  }

  private static JsonNode content(Schema schema) {
    String json = schema.spec().json();
    JsonNode inline = schema.spec().schema();
    if (json != null) {
      return JsonText.read(json);
    }
    return inline == null ? JsonNodeFactory.instance.objectNode() : inline;
  }

  /**
   * A schema with everything that it refers to.
   *
   * @param schema as written
   * @param at where: problems are put there
   * @param reserved what reserved names stand for
   * @return nothing if a reference leads nowhere
   */
  Optional<JsonNode> bundle(JsonNode schema, Place at, ReservedSchemas reserved) {
    var bundling = new Bundling(at, reserved);
    JsonNode copy = schema.deepCopy();
    bundling.walk(copy, at.pointer(), at.origin());
    if (!bundling.whole) {
      return Optional.empty();
    }
    if (!bundling.found.isEmpty() && copy instanceof ObjectNode root) {
      ObjectNode defs =
          root.path("$defs") instanceof ObjectNode has ? has : root.putObject("$defs");
      bundling.found.forEach(defs::set);
    }
    return Optional.of(copy);
  }

  /**
   * Where a schema stands.
   *
   * @param origin its resource
   * @param pointer in it
   */
  record Place(Origin origin, String pointer) {}

  /** The place of a location inside a bundled schema. */
  Place place(Place root, String pointer) {
    String prefix = "/$defs/" + SCHEME.replace("/", "~1");
    if (pointer.startsWith(prefix)) {
      String rest = pointer.substring(prefix.length());
      int end = rest.indexOf('/');
      String name = local((end < 0 ? rest : rest.substring(0, end)).replace("~1", "/"));
      Located<Schema> schema = draft.schemas().get(name);
      if (schema != null) {
        String inside = end < 0 ? "" : rest.substring(end);
        return new Place(schema.origin(), contentPointer(schema) + inside);
      }
    }
    return new Place(root.origin, root.pointer + pointer);
  }

  /** Where a Schema's content begins. */
  static String contentPointer(Located<Schema> schema) {
    return schema.resource().spec().json() == null ? "/spec/schema" : "/spec/json";
  }

  /** The name of a Schema of this namespace, or the whole if it is of another one. */
  private String local(String authority) {
    String own = draft.namespace() + "/";
    return authority.startsWith(own) ? authority.substring(own.length()) : authority;
  }

  /** One walk through a schema and all that it refers to. */
  private final class Bundling {
    private final Place root;
    private final ReservedSchemas reserved;
    private final Map<String, JsonNode> found = new TreeMap<>();
    private boolean whole = true;

    Bundling(Place root, ReservedSchemas reserved) {
      this.root = root;
      this.reserved = reserved;
    }

    void walk(JsonNode schema, String pointer, Origin origin) {
      if (schema.isObject()) {
        for (var member : schema.properties()) {
          String at = Origin.child(pointer, member.getKey());
          if (member.getKey().equals("$ref") && member.getValue().isString()) {
            ref(member.getValue().stringValue(), at, origin);
          } else {
            walk(member.getValue(), at, origin);
          }
        }
      } else if (schema.isArray()) {
        for (int i = 0; i < schema.size(); i++) {
          walk(schema.get(i), pointer + "/" + i, origin);
        }
      }
    }

    private void ref(String ref, String at, Origin origin) {
      if (!ref.startsWith(SCHEME)) {
        if (ref.contains("://")) {
          add(
              origin,
              at,
              Reason.BUILD_FAILED,
              "only schema://NAME and references inside the schema"
                  + " (#/...) are followed, not "
                  + ref
                  + ". Put it into a Schema resource.");
        }
        return;
      }
      int hash = ref.indexOf('#');
      String uri = hash < 0 ? ref : ref.substring(0, hash);
      String name = local(uri.substring(SCHEME.length()));
      if (ReservedSchemas.NOT_BUILT.contains(uri)) {
        add(
            origin,
            at,
            Reason.NOT_YET_SUPPORTED,
            uri + " is not supported yet. Write the schema out.");
        return;
      }
      JsonNode target = target(uri, name, at, origin);
      if (target == null) {
        return;
      }
      fragment(ref, hash < 0 ? "" : ref.substring(hash + 1), target, at, origin);
      if (!found.containsKey(uri)) {
        embed(uri, name, target);
      }
    }

    private @Nullable JsonNode target(String uri, String name, String at, Origin origin) {
      if (ReservedSchemas.has(uri)) {
        Optional<JsonNode> named = reserved.of(uri);
        Optional<String> refusal = reserved.refusal(uri);
        if (refusal.isPresent()) {
          add(origin, at, Reason.BUILD_FAILED, refusal.get());
        } else if (named.isEmpty()) {
          // The write schema is broken, and that is told already.
          whole = false;
        }
        return named.orElse(null);
      }
      JsonNode target = schemas.get(name);
      if (target == null) {
        missing(name, at, origin);
        return null;
      }
      uses.computeIfAbsent(Node.of(root.origin()), n -> new TreeSet<>())
          .add(new Node(Kind.SCHEMA, name));
      return target;
    }

    private void missing(String name, String at, Origin origin) {
      if (draft.mayHoldBroken(Kind.SCHEMA, name)) {
        whole = false;
        findings.broken(root.origin().kind(), root.origin().name());
        return;
      }
      if (name.indexOf('/') >= 0) {
        add(
            origin,
            at,
            Reason.NOT_YET_SUPPORTED,
            "a Schema of another namespace ("
                + name
                + ") is not supported yet. Put a copy into this directory.");
        return;
      }
      add(
          origin,
          at,
          Reason.DEPENDENCY_NOT_FOUND,
          "Schema \""
              + name
              + "\" does not exist in this namespace."
              + Suggestion.sentence(name, schemas.keySet()));
    }

    private void fragment(String ref, String fragment, JsonNode target, String at, Origin origin) {
      if (fragment.isEmpty() || !fragment.startsWith("/")) {
        return;
      }
      String pointer = decoded(fragment);
      if (target.at(JsonPointer.compile(pointer)).isMissingNode()) {
        add(
            origin,
            at,
            Reason.DEPENDENCY_NOT_FOUND,
            ref.substring(0, ref.indexOf('#')) + " has nothing at " + pointer + ".");
      }
    }

    /** The fragment as it is where its percent signs encode nothing: then it leads nowhere. */
    private static String decoded(String fragment) {
      try {
        return URLDecoder.decode(fragment.replace("+", "%2B"), UTF_8);
      } catch (IllegalArgumentException malformed) {
        return fragment;
      }
    }

    private void embed(String uri, String name, JsonNode target) {
      JsonNode copy = target.deepCopy();
      if (copy instanceof ObjectNode object) {
        object.put("$id", uri);
      }
      found.put(uri, copy);
      Located<Schema> schema = draft.schemas().get(name);
      if (ReservedSchemas.isWhole(uri)) {
        return;
      }
      if (schema != null && !uri.equals(ReservedSchemas.WRITE)) {
        walk(copy, contentPointer(schema), schema.origin());
      } else {
        walk(copy, "/spec/writeSchema", root.origin());
      }
    }

    private void add(Origin origin, String at, Reason reason, String sentence) {
      whole = false;
      findings.broken(root.origin().kind(), root.origin().name());
      findings.add(origin, at, reason, sentence);
    }
  }
}
