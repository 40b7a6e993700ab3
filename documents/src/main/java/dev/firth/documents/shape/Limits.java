package dev.firth.documents.shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps a shape small: the deepest locations that it names, and among those the last by name, are
 * folded into the {@code additionalProperties} or {@code additionalItems} around them, until no
 * more than so many are left. What the shape accepted, it still accepts.
 */
public final class Limits {
  /** Named locations of a shape for which no other number is asked. */
  public static final int LOCATIONS = 1_000;

  /** The most that can be asked. */
  public static final int MOST_LOCATIONS = 10_000;

  /** Tokens of the pointer of a named location. */
  public static final int DEPTH = 12;

  /** Where the cut is: all below that depth goes, and so many of that depth. */
  private final int cut;

  private final Map<String, Integer> leaving;

  private Limits(int cut, Map<String, Integer> leaving) {
    this.cut = cut;
    this.leaving = leaving;
  }

  /**
   * The shape with no more than so many named locations, none deeper than {@link #DEPTH}.
   *
   * @param locations how many properties and tuple items it may name
   */
  public static Shape enforce(Shape shape, int locations) {
    var named = new TreeMap<Integer, List<String>>();
    collect("", 1, shape, named);
    int total = named.values().stream().mapToInt(List::size).sum();
    int cut = Integer.MAX_VALUE;
    var leaving = new HashMap<String, Integer>();
    for (var level : named.descendingMap().entrySet()) {
      int size = level.getValue().size();
      int excess = level.getKey() > DEPTH ? size : Math.min(size, total - locations);
      if (excess <= 0) {
        break;
      }
      cut = level.getKey();
      total -= excess;
      leaving.clear();
      level.getValue().stream()
          .sorted()
          .skip(size - excess)
          .forEach(
              parent ->
                  leaving.merge(parent.substring(0, parent.lastIndexOf('/')), 1, Integer::sum));
    }
    return cut == Integer.MAX_VALUE ? shape : new Limits(cut, leaving).trim("", 1, shape);
  }

  private static void collect(String at, int depth, Shape shape, Map<Integer, List<String>> named) {
    if (shape.types().overlaps(Types.OBJECT)) {
      shape
          .object()
          .properties()
          .forEach((name, p) -> name(at + "/" + Locations.escape(name), depth, p.shape(), named));
      for (ObjectShape.NamePattern pattern : shape.object().patterns()) {
        collect(at + "/~p" + Locations.escape(pattern.regex()), depth + 1, pattern.shape(), named);
      }
      shape.object().additional().ifPresent(rest -> collect(at + "/~o", depth + 1, rest, named));
    }
    if (shape.types().overlaps(Types.ARRAY)) {
      for (int i = 0; i < shape.array().tuple().size(); i++) {
        name(at + "/~t%08x".formatted(i), depth, shape.array().at(i), named);
      }
      shape.array().additional().ifPresent(rest -> collect(at + "/~a", depth + 1, rest, named));
    }
  }

  private static void name(String at, int depth, Shape shape, Map<Integer, List<String>> named) {
    named.computeIfAbsent(depth, d -> new ArrayList<>()).add(at);
    collect(at, depth + 1, shape, named);
  }

  private Shape trim(String at, int depth, Shape shape) {
    int go = depth < cut ? 0 : depth > cut ? Integer.MAX_VALUE : leaving.getOrDefault(at, 0);
    ArrayShape array = shape.array();
    ObjectShape object = shape.object();
    if (shape.types().overlaps(Types.ARRAY)) {
      // Tuple items come after properties in the order of pointers, so they go first.
      int items = Math.min(go, array.tuple().size());
      go = go == Integer.MAX_VALUE ? go : go - items;
      array = array(at, depth, array, items);
    }
    if (shape.types().overlaps(Types.OBJECT)) {
      object = object(at, depth, object, Math.min(go, object.properties().size()));
    }
    return shape.with(array, object);
  }

  private ObjectShape object(String at, int depth, ObjectShape object, int leave) {
    var kept = new TreeMap<String, ObjectShape.Property>();
    var patterns = new ArrayList<ObjectShape.NamePattern>();
    object
        .properties()
        .forEach(
            (name, p) ->
                kept.put(
                    name,
                    new ObjectShape.Property(
                        trim(at + "/" + Locations.escape(name), depth + 1, p.shape()),
                        p.required())));
    for (ObjectShape.NamePattern p : object.patterns()) {
      Shape inner = trim(at + "/~p" + Locations.escape(p.regex()), depth + 1, p.shape());
      patterns.add(new ObjectShape.NamePattern(p.regex(), p.compiled(), inner));
    }
    Optional<Shape> rest = object.additional().map(s -> trim(at + "/~o", depth + 1, s));
    for (int i = 0; i < leave; i++) {
      var last = kept.pollLastEntry();
      Shape folded = folded(last.getValue().shape());
      boolean matched = false;
      for (int p = 0; p < patterns.size(); p++) {
        if (patterns.get(p).matches(last.getKey())) {
          ObjectShape.NamePattern was = patterns.get(p);
          patterns.set(
              p,
              new ObjectShape.NamePattern(was.regex(), was.compiled(), was.shape().union(folded)));
          matched = true;
        }
      }
      rest = matched ? rest : rest.map(folded::union);
    }
    return new ObjectShape(kept, patterns, rest);
  }

  private ArrayShape array(String at, int depth, ArrayShape array, int leave) {
    var tuple = new ArrayList<Shape>();
    for (int i = 0; i < array.tuple().size(); i++) {
      tuple.add(trim(at + "/~t%08x".formatted(i), depth + 1, array.at(i)));
    }
    Optional<Shape> rest = array.additional().map(s -> trim(at + "/~a", depth + 1, s));
    for (int i = 0; i < leave; i++) {
      Shape folded = folded(tuple.removeLast());
      rest = rest.map(folded::union);
    }
    return new ArrayShape(array.minItems(), array.maxItems(), tuple, rest);
  }

  /** What is folded keeps its types, but nothing of what is in it, unless nothing may be in it. */
  private static Shape folded(Shape shape) {
    ArrayShape array = shape.array();
    ObjectShape object = shape.object();
    return shape.with(
        new ArrayShape(
            array.minItems(), array.maxItems(), array.tuple(), onlyNothing(array.additional())),
        new ObjectShape(object.properties(), object.patterns(), onlyNothing(object.additional())));
  }

  private static Optional<Shape> onlyNothing(Optional<Shape> rest) {
    return rest.filter(shape -> shape.types().isEmpty());
  }
}
