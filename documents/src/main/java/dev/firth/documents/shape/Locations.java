package dev.firth.documents.shape;

import java.util.ArrayList;
import java.util.List;

/** Walks a shape. */
final class Locations {
  private static final int MAX_DEPTH = 64;

  private final List<Location> found = new ArrayList<>();

  static List<Location> of(Shape root) {
    var walk = new Locations();
    walk.visit("", false, root, root.types().isEmpty() ? Exists.CANNOT : Exists.MUST, 0);
    return List.copyOf(walk.found);
  }

  private void visit(String pointer, boolean pattern, Shape shape, Exists exists, int depth) {
    found.add(new Location(pointer, pattern, shape, exists));
    if (depth == MAX_DEPTH) {
      return;
    }
    if (shape.types().overlaps(Types.OBJECT)) {
      object(pointer, pattern, shape, exists, depth + 1);
    }
    if (shape.types().overlaps(Types.ARRAY)) {
      array(pointer, pattern, shape, exists, depth + 1);
    }
  }

  private void object(String at, boolean pattern, Shape shape, Exists exists, int depth) {
    ObjectShape object = shape.object();
    boolean only = shape.types().is(Types.OBJECT);
    object
        .properties()
        .forEach(
            (name, property) ->
                visit(
                    at + "/" + escape(name),
                    pattern,
                    property.shape(),
                    exists.then(object.exists(name, only)),
                    depth));
    for (ObjectShape.NamePattern p : object.patterns()) {
      visit(at + "/*", true, p.shape(), exists.then(Exists.MAY), depth);
    }
    object
        .additional()
        .filter(rest -> !rest.types().isEmpty())
        .ifPresent(rest -> visit(at + "/*", true, rest, exists.then(Exists.MAY), depth));
  }

  private void array(String at, boolean pattern, Shape shape, Exists exists, int depth) {
    ArrayShape array = shape.array();
    for (int i = 0; i < array.tuple().size(); i++) {
      Exists element = shape.locate("/" + i).exists();
      visit(at + "/" + i, pattern, array.at(i), exists.then(element), depth);
    }
    array
        .additional()
        .filter(rest -> !rest.types().isEmpty())
        .ifPresent(rest -> visit(at + "/*", true, rest, exists.then(Exists.MAY), depth));
  }

  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
