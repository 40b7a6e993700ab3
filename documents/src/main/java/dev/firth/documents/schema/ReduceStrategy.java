package dev.firth.documents.schema;

import dev.firth.documents.json.Pointer;
import java.util.List;

/**
 * How two values of one location become one: the {@code reduce} annotation. Two annotations agree
 * when they are equal. Keys are pointers relative to the value (minimize, maximize) or to its items
 * (merge, set); an empty list means none.
 */
public sealed interface ReduceStrategy extends Annotation {
  /** What holds where a schema says nothing: the later value, tombstones unknown. */
  ReduceStrategy DEFAULT = new LastWriteWins(false, true);

  /** Arrays are concatenated. */
  record Append() implements ReduceStrategy {}

  /** The earlier value stays. */
  record FirstWriteWins() implements ReduceStrategy {}

  /** The later value wins; with {@code delete} the location is removed by a full reduction. */
  record LastWriteWins(boolean delete, boolean associative) implements ReduceStrategy {}

  /** The smaller of two values, by key where there is one; equal keys merge deeply. */
  record Minimize(List<Pointer> key) implements ReduceStrategy {
    public Minimize {
      key = List.copyOf(key);
    }
  }

  /** The larger of two values, by key where there is one; equal keys merge deeply. */
  record Maximize(List<Pointer> key) implements ReduceStrategy {
    public Maximize {
      key = List.copyOf(key);
    }
  }

  /** Objects property by property, arrays by index or, sorted, by key. */
  record Merge(List<Pointer> key, boolean delete) implements ReduceStrategy {
    public Merge {
      key = List.copyOf(key);
    }
  }

  /** An object of add, intersect and remove is a change to a set. */
  record Set(List<Pointer> key) implements ReduceStrategy {
    public Set {
      key = List.copyOf(key);
    }
  }

  /** Numbers, and strings that are numbers, are added. */
  record Sum() implements ReduceStrategy {}

  /** Schemas are united: the result accepts what either does. */
  record JsonSchemaMerge() implements ReduceStrategy {}
}
