package dev.firth.documents.schema;

import dev.firth.documents.json.Tape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of one validated document by tape node. Filled by {@link CompiledSchema#validate}
 * and reused from document to document by one thread; allocates nothing once it has grown. What a
 * branch that failed had to say is gone.
 */
public final class Annotations {
  private int[] nodes = new int[64];
  private int[] earlier = new int[64];
  private Annotation[] values = new Annotation[64];
  private int size;

  /** By half a node: one more than the index of its latest entry, or 0. */
  private int[] latest = new int[256];

  /** Forgets everything. */
  public void clear() {
    rollback(0);
  }

  /** The strategy that the schema gives the value at this node, or null where it gives none. */
  public @Nullable ReduceStrategy reduce(int node) {
    int half = node >> 1;
    for (int e = half < latest.length ? latest[half] : 0; e > 0; e = earlier[e - 1]) {
      if (values[e - 1] instanceof ReduceStrategy strategy) {
        return strategy;
      }
    }
    return null;
  }

  /**
   * A strategy that the schema gives the value at this node besides {@link #reduce} and that
   * differs from it: the two conflict. Null, as a rule.
   */
  public @Nullable ReduceStrategy conflicting(int node) {
    ReduceStrategy first = reduce(node);
    if (first == null) {
      return null;
    }
    for (int e = latest[node >> 1]; e > 0; e = earlier[e - 1]) {
      if (values[e - 1] instanceof ReduceStrategy other && !other.equals(first)) {
        return other;
      }
    }
    return null;
  }

  /**
   * Whether a full reduction of the document into nothing may differ from it: something in it is a
   * tombstone, a change to a set or a schema.
   */
  public boolean prunes() {
    for (int i = 0; i < size; i++) {
      boolean prunes =
          switch (values[i]) {
            case ReduceStrategy.LastWriteWins last -> last.delete();
            case ReduceStrategy.Merge merge -> merge.delete();
            case ReduceStrategy.Set set -> true;
            case ReduceStrategy.JsonSchemaMerge schemas -> true;
            default -> false;
          };
      if (prunes) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether an object or array of the document is a tombstone: what is merged into it later would
   * be taken for a part of it.
   *
   * @param tape of the document
   */
  public boolean closes(Tape tape) {
    for (int i = 0; i < size; i++) {
      boolean deletes =
          switch (values[i]) {
            case ReduceStrategy.LastWriteWins last -> last.delete();
            case ReduceStrategy.Merge merge -> merge.delete();
            default -> false;
          };
      if (deletes && tape.type(nodes[i]) >= Tape.ARRAY) {
        return true;
      }
    }
    return false;
  }

  /** What is to be done to the value at this node before it is stored; null for nothing. */
  public @Nullable Redaction redaction(int node) {
    int half = node >> 1;
    Redaction found = null;
    for (int e = half < latest.length ? latest[half] : 0; e > 0; e = earlier[e - 1]) {
      if (values[e - 1] instanceof Redaction redaction) {
        found = found == Redaction.BLOCK ? found : redaction;
      }
    }
    return found;
  }

  /** Whether anything in the document is to be redacted. */
  public boolean redacts() {
    for (int i = 0; i < size; i++) {
      if (values[i] instanceof Redaction) {
        return true;
      }
    }
    return false;
  }

  /** A mark to {@link #rollback} to. */
  int mark() {
    return size;
  }

  void add(int node, Annotation annotation) {
    int half = node >> 1;
    if (half >= latest.length) {
      latest = Arrays.copyOf(latest, Math.max(half + 1, latest.length * 2));
    }
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, size * 2);
      earlier = Arrays.copyOf(earlier, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    nodes[size] = node;
    values[size] = annotation;
    earlier[size] = latest[half];
    latest[half] = ++size;
  }

  void rollback(int mark) {
    while (size > mark) {
      size--;
      latest[nodes[size] >> 1] = earlier[size];
    }
  }
}
