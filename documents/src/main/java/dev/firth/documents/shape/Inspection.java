package dev.firth.documents.shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Looks for mistakes in a collection's schema that are there before any document is. */
public final class Inspection {
  /** What {@code redact: {strategy: sha256}} makes: its name, a colon and 64 digits. */
  private static final int HASH = 71;

  private static final String BEFORE = "/_meta/before";

  private static final int KEYABLE = Types.BOOLEAN | Types.INTEGER | Types.STRING;

  /** Strategies that reduce the parts of a value by strategies of their own. */
  private static final Set<String> GO_DOWN = Set.of("merge", "minimize", "maximize", "set");

  private final List<Problem> problems = new ArrayList<>();

  /**
   * A mistake.
   *
   * @param pointer the location of documents that it is about
   * @param sentence what is wrong and what to do, without a full stop
   */
  public record Problem(String pointer, String sentence) {}

  private Inspection() {}

  /** Whether the documents of a collection are objects. */
  public static List<Problem> root(Shape shape) {
    var inspection = new Inspection();
    if (shape.types().isEmpty()) {
      inspection.add("", "the schema accepts no document: its parts contradict each other");
    } else if (!shape.types().is(Types.OBJECT)) {
      inspection.add(
          "",
          "documents may be %s, but a collection holds objects: say `type: object` at the schema's root"
              .formatted(shape.types()));
    }
    return List.copyOf(inspection.problems);
  }

  /**
   * Whether every document has the key, of types that a key can be of.
   *
   * @param key RFC 6901 pointers
   */
  public static List<Problem> key(Shape shape, List<String> key) {
    var inspection = new Inspection();
    if (key.isEmpty()) {
      inspection.add("", "the key is empty: it must name at least one location, such as /id");
    }
    for (String pointer : key) {
      inspection.component(pointer, shape.locate(pointer));
    }
    return List.copyOf(inspection.problems);
  }

  private void component(String pointer, Shape.Located at) {
    Types types = at.shape().types();
    if (at.exists() == Exists.CANNOT || types.isEmpty()) {
      add(
          pointer,
          "the key location %s can be in no document that the schema accepts".formatted(pointer));
      return;
    }
    if (!types.within(KEYABLE)) {
      add(
          pointer,
          "the key location %s may be %s, but a key is made of booleans, integers and strings: %s"
              .formatted(
                  pointer,
                  at.exists() == Exists.IMPLICIT ? "anything" : types,
                  "give it one of these types, without null"));
      return;
    }
    Optional<JsonNode> standIn = at.shape().defaultValue();
    if (standIn.isPresent()) {
      if (!new Types(Values.type(standIn.get())).within(KEYABLE)) {
        add(
            pointer,
            "the default of the key location %s is no boolean, integer or string"
                .formatted(pointer));
      }
    } else if (at.exists() != Exists.MUST) {
      add(
          pointer,
          "the key location %s may be absent: add it, and what it is in, to `required`, or give it a `default`"
              .formatted(pointer));
    }
  }

  /** Whether reductions fit the types of their locations, and what is around them is reduced. */
  public static List<Problem> reductions(Shape shape) {
    var inspection = new Inspection();
    var strategies = new HashMap<String, Set<String>>();
    for (Location location : shape.locations()) {
      strategies
          .computeIfAbsent(location.pointer(), p -> new HashSet<>())
          .addAll(location.shape().reductions().stream().map(Inspection::strategy).toList());
    }
    for (Location location : shape.locations()) {
      inspection.fits(location);
      inspection.acts(location, strategies);
    }
    return List.copyOf(inspection.problems);
  }

  /**
   * Whether documents are still what their schema asks for when values of theirs are redacted.
   *
   * @param key RFC 6901 pointers of the collection's key
   */
  public static List<Problem> redactions(Shape shape, List<String> key) {
    var inspection = new Inspection();
    List<Location> redacted =
        shape.locations().stream().filter(l -> !redaction(l).isEmpty()).toList();
    Set<String> pointers =
        redacted.stream().map(Location::pointer).collect(Collectors.toUnmodifiableSet());
    for (Location location : redacted) {
      if (redaction(location).equals("block")) {
        inspection.blocked(location, shape, key);
      } else {
        inspection.hashed(location);
      }
      inspection.before(location, shape, pointers);
    }
    return List.copyOf(inspection.problems);
  }

  private static String redaction(Location location) {
    return strategy(location.shape().annotations().getOrDefault("redact", NullNode.instance));
  }

  private void blocked(Location location, Shape shape, List<String> key) {
    String at = location.pointer();
    if (at.isEmpty()) {
      add(at, "the whole document would be blocked: redact what is in it");
    } else if (key.stream().anyMatch(k -> k.equals(at) || k.startsWith(at + "/"))) {
      add(at, "%s would be blocked, but the key is in it: use sha256 for a key".formatted(at));
    } else if (!location.pattern()
        && shape.locate(parent(at)).shape().object().requires(last(at))) {
      add(at, "%s would be blocked, but is in `required`: take it out of there".formatted(at));
    }
  }

  private void hashed(Location location) {
    Shape shape = location.shape();
    String at = location.pointer();
    if (at.isEmpty()) {
      add(at, "the whole document would be hashed: redact what is in it");
    } else if (!shape.types().overlaps(Types.STRING)) {
      add(
          at,
          "%s would be a hash, which is a string, but may be %s only: add string to its type"
              .formatted(at, shape.types()));
    } else if (shape.string().format().isPresent()) {
      add(
          at,
          "%s would be a hash, which is no %s: take its `format` away"
              .formatted(at, shape.string().format().get()));
    } else if (shape.string().maxLength().orElse(HASH) < HASH) {
      add(
          at,
          "%s would be a hash, which has %d characters: take its `maxLength` away"
              .formatted(at, HASH));
    }
  }

  /** The row before a change, as sources of changes give it, holds what the row after it does. */
  private void before(Location location, Shape shape, Set<String> redacted) {
    String at = location.pointer();
    if (location.pattern() || at.isEmpty() || at.startsWith(BEFORE + "/") || at.equals(BEFORE)) {
      return;
    }
    Exists before = shape.locate(BEFORE).exists();
    boolean covered =
        redacted.contains(BEFORE) || redacted.contains("/_meta") || redacted.contains(BEFORE + at);
    if (before.compareTo(Exists.IMPLICIT) < 0 && !covered) {
      add(
          at,
          "%s is redacted, but %s may hold the row before a change, and it in there: give %s `redact: {strategy: block}`"
              .formatted(at, BEFORE, BEFORE));
    }
  }

  private static String last(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
  }

  private static String strategy(JsonNode reduce) {
    return reduce.path("strategy").asString("");
  }

  private void fits(Location location) {
    for (JsonNode reduce : location.shape().reductions()) {
      String strategy = strategy(reduce);
      if (!location.shape().types().within(typesFor(strategy))) {
        add(
            location.pointer(),
            "%s is reduced by `%s`, which needs %s, but may be %s"
                .formatted(
                    named(location.pointer()),
                    strategy,
                    needs(strategy),
                    location.shape().types()));
      }
    }
  }

  /** A strategy is asked only where the one around it goes down into its parts. */
  private void acts(Location location, Map<String, Set<String>> strategies) {
    Optional<JsonNode> wanted =
        location.shape().reductions().stream().filter(Inspection::differs).findFirst();
    if (wanted.isEmpty() || location.pointer().isEmpty()) {
      return;
    }
    String parent = parent(location.pointer());
    boolean asked =
        strategies.getOrDefault(parent, Set.of()).stream().anyMatch(GO_DOWN::contains)
            || (!parent.isEmpty()
                && strategies.getOrDefault(parent(parent), Set.of()).contains("set"));
    if (!asked) {
      add(
          location.pointer(),
          "%s is reduced by `%s`, but %s around it is not reduced, so that its last value would win: give that `reduce: {strategy: merge}` too"
              .formatted(named(location.pointer()), strategy(wanted.get()), named(parent)));
    }
  }

  /** Whether the annotation asks for anything but what happens without one. */
  private static boolean differs(JsonNode reduce) {
    return !strategy(reduce).equals("lastWriteWins") || reduce.path("delete").asBoolean(false);
  }

  private static String parent(String pointer) {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }

  private static String named(String pointer) {
    return pointer.isEmpty() ? "the document" : pointer;
  }

  private static int typesFor(String strategy) {
    return switch (strategy) {
      case "sum" -> Types.NUMBER | Types.STRING;
      case "append" -> Types.ARRAY | Types.NULL;
      case "set" -> Types.OBJECT;
      case "merge" -> Types.OBJECT | Types.ARRAY;
      case "jsonSchemaMerge" -> Types.OBJECT | Types.BOOLEAN;
      default -> Types.ANY.bits();
    };
  }

  private static String needs(String strategy) {
    return switch (strategy) {
      case "sum" -> "numbers or numeric strings";
      case "append" -> "arrays";
      case "set" -> "objects";
      case "merge" -> "objects or arrays";
      case "jsonSchemaMerge" -> "schemas (`type: object`)";
      default -> "nothing in particular";
    };
  }

  private void add(String pointer, String sentence) {
    problems.add(new Problem(pointer, sentence));
  }
}
