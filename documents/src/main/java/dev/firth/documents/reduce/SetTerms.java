package dev.firth.documents.reduce;

import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.reduce.Reducer.Reduction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The terms of one side of a set.
 *
 * @param intersect null where the side has none
 * @param type of the terms, 0 where the side has none at all
 */
record SetTerms(
    SetItems add,
    boolean hasAdd,
    @Nullable SetItems intersect,
    SetItems remove,
    boolean hasRemove,
    int type) {

  boolean objects() {
    return type == Tape.OBJECT;
  }

  boolean mixesWith(SetTerms other) {
    return type != 0 && other.type != 0 && type != other.type;
  }

  static SetTerms none(Tape tape) {
    var empty = new SetItems(tape, tape, List.of(), false, List.of());
    return new SetTerms(empty, false, null, empty, false, 0);
  }

  static SetTerms of(
      Reduction at, Tape tape, int node, List<Pointer> key, String which, int errorAt) {
    if (tape.type(node) != Tape.OBJECT) {
      throw at.error(
          errorAt,
          "set needs an object of add, intersect and remove, but the %s value is %s"
              .formatted(which, Words.of(tape, node)));
    }
    SetItems add = null;
    SetItems intersect = null;
    SetItems remove = null;
    int type = 0;
    int end = tape.next(node);
    for (int name = node + 2; name < end; name = tape.next(name + 2)) {
      int value = name + 2;
      int valueType = tape.type(value);
      if (valueType < Tape.ARRAY || type != 0 && type != valueType) {
        throw at.error(errorAt, "the terms of a set must all be arrays or all be objects");
      }
      type = valueType;
      switch (tape.string(name)) {
        case "add" -> add = items(at, tape, value, key);
        case "intersect" -> intersect = items(at, tape, value, key);
        case "remove" -> remove = items(at, tape, value, key);
        default ->
            throw at.error(
                errorAt,
                "a set has add, intersect and remove, but the %s value has %s too"
                    .formatted(which, tape.string(name)));
      }
    }
    if (intersect != null && remove != null) {
      throw at.error(
          errorAt,
          "a set has either intersect or remove, but the %s value has both".formatted(which));
    }
    var empty = new SetItems(at.lhs(), at.rhs(), key, type == Tape.OBJECT, List.of());
    return new SetTerms(
        add == null ? empty : add,
        add != null,
        intersect,
        remove == null ? empty : remove,
        remove != null,
        type);
  }

  private static SetItems items(Reduction at, Tape tape, int container, List<Pointer> key) {
    boolean objects = tape.type(container) == Tape.OBJECT;
    boolean left = tape == at.lhs();
    var items = new ArrayList<SetItems.Item>();
    int end = tape.next(container);
    int step = objects ? 2 : 0;
    for (int n = container + 2 + step; n - step < end; n = tape.next(n) + step) {
      items.add(new SetItems.Item(left ? n : Reducer.ABSENT, left ? Reducer.ABSENT : n));
    }
    var term = new SetItems(at.lhs(), at.rhs(), key, objects, items);
    if (objects) {
      items.sort(term::compare);
    }
    return term;
  }
}
