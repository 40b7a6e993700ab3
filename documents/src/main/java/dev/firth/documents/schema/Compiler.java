package dev.firth.documents.schema;

import dev.firth.documents.json.Pointer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns schemas into checks. A schema is compiled once for each variant that is asked for and each
 * dynamic scope that reaches it, so that nothing is left to look up while a document is read.
 */
final class Compiler {
  /**
   * The dynamic anchors seen on the way to a schema, each with the outermost schema of that name.
   */
  record Scope(Map<String, Resources.Target> outermost) {
    Scope enter(Resource resource) {
      if (outermost.keySet().containsAll(resource.dynamicAnchors().keySet())) {
        return this;
      }
      var wider = new HashMap<>(outermost);
      resource
          .dynamicAnchors()
          .forEach(
              (name, schema) ->
                  wider.putIfAbsent(name, new Resources.Target(schema, resource, name)));
      return new Scope(Map.copyOf(wider));
    }
  }

  /**
   * How a schema is compiled: where it is, what led to it, and whether it marks what it evaluates
   * and annotates.
   */
  record Variant(Resource resource, Scope scope, boolean tracked, boolean annotated) {
    Variant at(Resource other) {
      return new Variant(other, scope.enter(other), tracked, annotated);
    }

    Variant child() {
      return new Variant(resource, scope, false, annotated);
    }

    Variant silent() {
      return new Variant(resource, scope, false, false);
    }

    Variant tracking() {
      return new Variant(resource, scope, true, annotated);
    }
  }

  private final Resources resources;
  private final boolean assertFormats;
  private final Map<JsonNode, Map<Variant, Check>> done = new IdentityHashMap<>();
  private final Map<JsonNode, Map<Variant, InPlace.Reference>> open = new IdentityHashMap<>();
  private final Map<JsonNode, List<JsonNode>> inPlace = new IdentityHashMap<>();
  private final List<JsonNode> parents = new ArrayList<>();
  private final Map<JsonNode, String> strays = new IdentityHashMap<>();
  private final Set<Redaction> redactions = EnumSet.noneOf(Redaction.class);
  private final Set<SchemaException.Problem> problems = new LinkedHashSet<>();

  Compiler(Resources resources, boolean assertFormats) {
    this.resources = resources;
    this.assertFormats = assertFormats;
  }

  boolean assertFormats() {
    return assertFormats;
  }

  List<SchemaException.Problem> problems() {
    return List.copyOf(problems);
  }

  /** The check of a document's schema. */
  Check root(Resource resource, boolean annotated) {
    var variant = new Variant(resource, new Scope(Map.of()).enter(resource), false, annotated);
    return compile(resource.root(), variant, resource.root());
  }

  void problem(JsonNode schema, String below, String sentence) {
    problems.add(new SchemaException.Problem(place(schema) + below, sentence));
  }

  void redacts(@Nullable Redaction redaction) {
    if (redaction != null) {
      redactions.add(redaction);
    }
  }

  /** What the schemas that were compiled redact by. */
  Set<Redaction> redactions() {
    return Set.copyOf(redactions);
  }

  private String place(JsonNode schema) {
    String at = resources.pointer(schema);
    return at == null ? strays.getOrDefault(schema, "") : at;
  }

  /** A schema about the same value as {@code parent}. */
  Check inPlace(JsonNode parent, JsonNode schema, Variant variant) {
    if (schema.isObject()) {
      inPlace
          .computeIfAbsent(
              parent,
              first -> {
                parents.add(first);
                return new ArrayList<>();
              })
          .add(schema);
    }
    return compile(schema, variant, parent);
  }

  /** A schema about a part of the value. */
  Check child(JsonNode parent, JsonNode schema, Variant variant) {
    return compile(schema, variant.child(), parent);
  }

  private Check compile(JsonNode schema, Variant around, JsonNode parent) {
    if (schema.isBoolean()) {
      return schema.booleanValue() ? Check.TRUE : Check.FALSE;
    }
    if (!schema.isObject()) {
      return Check.TRUE;
    }
    Resource home = resources.home(schema, around.resource());
    Variant variant = home == around.resource() ? around : around.at(home);
    Map<Variant, Check> finished = done.computeIfAbsent(schema, key -> new HashMap<>());
    Check known = finished.get(variant);
    if (known != null) {
      return known;
    }
    Map<Variant, InPlace.Reference> pending = open.computeIfAbsent(schema, key -> new HashMap<>());
    InPlace.Reference waiting = pending.get(variant);
    if (waiting != null) {
      return waiting;
    }
    var reference = new InPlace.Reference();
    pending.put(variant, reference);
    Check check = new Keywords(this, schema, variant).compile();
    reference.link(check);
    pending.remove(variant);
    finished.put(variant, check);
    return check;
  }

  /** The check of $ref or $dynamicRef. */
  Check reference(JsonNode schema, String keyword, String written, Variant variant) {
    Resources.Target target = resources.resolve(variant.resource(), written);
    if (target == null) {
      problem(schema, "/" + keyword, unresolved(written, variant.resource()));
      return Check.TRUE;
    }
    Resources.Target meant = target;
    if (keyword.equals("$dynamicRef") && target.dynamicAnchor() != null) {
      Scope scope = variant.scope().enter(target.resource());
      meant = scope.outermost().getOrDefault(target.dynamicAnchor(), target);
    }
    if (keyword.equals("$recursiveRef")
        && target.resource().dynamicAnchors().get(Resource.RECURSIVE) == target.schema()) {
      Scope scope = variant.scope().enter(target.resource());
      meant = scope.outermost().getOrDefault(Resource.RECURSIVE, target);
    }
    if (resources.pointer(meant.schema()) == null) {
      strays.putIfAbsent(meant.schema(), written.startsWith("#") ? written.substring(1) : written);
    }
    return inPlace(schema, meant.schema(), variant.at(meant.resource()));
  }

  private String unresolved(String written, Resource within) {
    String what = "the reference \"" + written + "\" ";
    if (written.startsWith("#")) {
      return what
          + "leads to nothing in this schema."
          + Suggestion.of(written, resources.references(within));
    }
    return what + "leads to no schema that is known here.";
  }

  /** Schemas that ask themselves about the same value would never end. */
  void findLoops() {
    var visited = new IdentityHashMap<JsonNode, Boolean>();
    for (JsonNode start : parents) {
      visit(start, visited);
    }
  }

  private void visit(JsonNode schema, Map<JsonNode, Boolean> visited) {
    Boolean finished = visited.get(schema);
    if (finished != null) {
      if (!finished) {
        problem(
            schema,
            "",
            "the schema refers to itself without going down into the document: it would never end");
      }
      return;
    }
    visited.put(schema, false);
    for (JsonNode next : inPlace.getOrDefault(schema, List.of())) {
      visit(next, visited);
    }
    visited.put(schema, true);
  }

  /** The entries of an object of schemas, empty where it is none. */
  static Map<String, JsonNode> entries(@Nullable JsonNode map) {
    var entries = new LinkedHashMap<String, JsonNode>();
    if (map != null && map.isObject()) {
      map.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    }
    return entries;
  }

  static List<JsonNode> elements(@Nullable JsonNode list) {
    return list != null && list.isArray() ? List.copyOf(list.values()) : List.of();
  }

  static String token(String name) {
    return "/" + Pointer.escape(name);
  }
}
