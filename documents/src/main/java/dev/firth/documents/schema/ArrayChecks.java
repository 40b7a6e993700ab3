package dev.firth.documents.schema;

import dev.firth.documents.json.JsonOrder;
import dev.firth.documents.json.Tape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keywords about the items of an array. */
final class ArrayChecks {
  private ArrayChecks() {}

  /** prefixItems and items. */
  static final class Items extends Check {
    private final Check[] prefix;
    private final @Nullable Check rest;
    private final boolean tracked;

    Items(List<Check> prefix, @Nullable Check rest, boolean tracked) {
      this.prefix = prefix.toArray(Check[]::new);
      this.rest = rest;
      this.tracked = tracked;
    }

    @Override
    Check believed() {
      boolean silent = Stream.of(prefix).allMatch(check -> check.believed() == TRUE);
      return silent && !tracked && (rest == null || rest.believed() == TRUE) ? TRUE : this;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      int end = t.next(node);
      int item = node + 2;
      for (int i = 0; i < prefix.length && item < end; i++) {
        if (!prefix[i].test(t, item, out)) {
          return false;
        }
        item = t.next(item);
      }
      int evaluated = item;
      Check check = rest;
      if (check != null) {
        for (; item < end; item = t.next(item)) {
          if (!check.test(t, item, out)) {
            return false;
          }
        }
        evaluated = end;
      }
      if (tracked) {
        for (int done = node + 2; done < evaluated; done = t.next(done)) {
          t.marks().push(done);
        }
      }
      return true;
    }
  }

  /** contains, minContains and maxContains. */
  static final class Contains extends Check {
    private final Check wanted;
    private final int min;
    private final int max;
    private final boolean all;
    private final boolean tracked;

    /** {@code all}: every item is asked, because what is said of the matching ones matters. */
    Contains(Check wanted, int min, int max, boolean tracked, boolean annotated) {
      this.wanted = wanted;
      this.min = min;
      this.max = max;
      this.tracked = tracked;
      all = tracked || annotated || max < Integer.MAX_VALUE;
    }

    @Override
    Check believed() {
      return !tracked && wanted.believed() == TRUE ? TRUE : this;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      int end = t.next(node);
      int count = 0;
      for (int item = node + 2; item < end && (all || count < min); item = t.next(item)) {
        if (wanted.attempt(t, item, out)) {
          count++;
          if (tracked) {
            t.marks().push(item);
          }
        }
      }
      return count >= min && count <= max;
    }
  }

  /** uniqueItems: compares all with all in short arrays, neighbours after sorting in long ones. */
  static final class UniqueItems extends Check {
    private static final int SHORT = 32;

    @Override
    Check believed() {
      return TRUE;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      return t.count(node) <= SHORT ? pairwise(t, node) : sorted(t, node);
    }

    private static boolean pairwise(Tape t, int node) {
      int end = t.next(node);
      for (int a = node + 2; a < end; a = t.next(a)) {
        for (int b = t.next(a); b < end; b = t.next(b)) {
          if (JsonOrder.equal(t, a, t, b)) {
            return false;
          }
        }
      }
      return true;
    }

    private static boolean sorted(Tape t, int node) {
      var items = new Integer[t.count(node)];
      int item = node + 2;
      for (int i = 0; i < items.length; i++) {
        items[i] = item;
        item = t.next(item);
      }
      Arrays.sort(items, (a, b) -> JsonOrder.compare(t, a, t, b));
      for (int i = 1; i < items.length; i++) {
        if (JsonOrder.compare(t, items[i - 1], t, items[i]) == 0) {
          return false;
        }
      }
      return true;
    }
  }
}
