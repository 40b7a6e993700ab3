package dev.firth.documents.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a location's arrays.
 *
 * @param minItems fewest elements
 * @param maxItems most elements
 * @param tuple shapes of the first elements, by index
 * @param additional shape of the elements after the tuple; absent when no keyword speaks of them
 */
public record ArrayShape(
    int minItems, Optional<Integer> maxItems, List<Shape> tuple, Optional<Shape> additional) {

  public static final ArrayShape ANY =
      new ArrayShape(0, Optional.empty(), List.of(), Optional.empty());

  public ArrayShape {
    tuple = List.copyOf(tuple);
  }

  /** Shape of the element at {@code index}. */
  public Shape at(int index) {
    return index < tuple.size() ? tuple.get(index) : additional.orElse(Shape.ANYTHING);
  }

  ArrayShape intersect(ArrayShape other) {
    var items = new ArrayList<Shape>();
    for (int i = 0; i < Math.max(tuple.size(), other.tuple.size()); i++) {
      items.add(at(i).intersect(other.at(i)));
    }
    return new ArrayShape(
        Math.max(minItems, other.minItems),
        Bound.least(maxItems, other.maxItems),
        items,
        Bound.either(additional, other.additional, Shape::intersect));
  }

  ArrayShape union(ArrayShape other) {
    var items = new ArrayList<Shape>();
    for (int i = 0; i < Math.max(tuple.size(), other.tuple.size()); i++) {
      items.add(at(i).union(other.at(i)));
    }
    return new ArrayShape(
        Math.min(minItems, other.minItems),
        Bound.both(maxItems, other.maxItems, Math::max),
        items,
        Bound.both(additional, other.additional, Shape::union));
  }
}
