package dev.firth.documents.json;

import java.util.Arrays;

/**
 * The total order of JSON values: null, booleans (false first), numbers by mathematical value,
 * strings by the bytes of their decoded UTF-8, arrays element by element, objects property by
 * property over properties sorted by name. What is a prefix of another comes first.
 */
public final class JsonOrder {
  private static final int SEARCHES = 64;

  private JsonOrder() {}

  /** Compares the value at {@code na} of {@code a} with the one at {@code nb} of {@code b}. */
  public static int compare(Tape a, int na, Tape b, int nb) {
    int ranks = Integer.compare(rank(a.type(na)), rank(b.type(nb)));
    if (ranks != 0) {
      return ranks;
    }
    return switch (a.type(na)) {
      case Tape.NULL -> 0;
      case Tape.TRUE, Tape.FALSE -> Integer.compare(b.type(nb), a.type(na));
      case Tape.INTEGER, Tape.NUMBER -> Decimals.compare(a, na, b, nb);
      case Tape.STRING -> compareStrings(a, na, b, nb);
      case Tape.ARRAY -> compareArrays(a, na, b, nb);
      default -> compareObjects(a, na, b, nb);
    };
  }

  /** Whether two values are equal: as {@link #compare} being 0, without sorting properties. */
  public static boolean equal(Tape a, int na, Tape b, int nb) {
    int type = a.type(na);
    if (type < Tape.ARRAY) {
      return compare(a, na, b, nb) == 0;
    }
    if (type != b.type(nb) || a.count(na) != b.count(nb)) {
      return false;
    }
    return type == Tape.ARRAY ? equalArrays(a, na, b, nb) : equalObjects(a, na, b, nb);
  }

  /** Compares two numbers, INTEGER or NUMBER each, by mathematical value. */
  public static int compareNumbers(Tape a, int na, Tape b, int nb) {
    return Decimals.compare(a, na, b, nb);
  }

  private static int rank(int type) {
    return switch (type) {
      case Tape.NULL -> 0;
      case Tape.TRUE, Tape.FALSE -> 1;
      case Tape.INTEGER, Tape.NUMBER -> 2;
      default -> type;
    };
  }

  private static int compareStrings(Tape a, int na, Tape b, int nb) {
    return Utf8.compare(
        a.bytes(),
        a.offset(na),
        a.length(na),
        a.escaped(na),
        b.bytes(),
        b.offset(nb),
        b.length(nb),
        b.escaped(nb));
  }

  private static int compareArrays(Tape a, int na, Tape b, int nb) {
    int aEnd = a.next(na);
    int bEnd = b.next(nb);
    int i = na + 2;
    int k = nb + 2;
    while (i < aEnd && k < bEnd) {
      int order = compare(a, i, b, k);
      if (order != 0) {
        return order;
      }
      i = a.next(i);
      k = b.next(k);
    }
    return Integer.compare(a.count(na), b.count(nb));
  }

  private static int compareObjects(Tape a, int na, Tape b, int nb) {
    Integer[] as = sortedNames(a, na);
    Integer[] bs = sortedNames(b, nb);
    for (int i = 0; i < as.length && i < bs.length; i++) {
      int order = compareStrings(a, as[i], b, bs[i]);
      if (order == 0) {
        order = compare(a, as[i] + 2, b, bs[i] + 2);
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(as.length, bs.length);
  }

  private static Integer[] sortedNames(Tape t, int object) {
    var names = new Integer[t.count(object)];
    int name = object + 2;
    for (int i = 0; i < names.length; i++) {
      names[i] = name;
      name = t.next(name + 2);
    }
    Arrays.sort(names, (x, y) -> compareStrings(t, x, t, y));
    return names;
  }

  private static boolean equalArrays(Tape a, int na, Tape b, int nb) {
    int end = a.next(na);
    int k = nb + 2;
    for (int i = na + 2; i < end; i = a.next(i)) {
      if (!equal(a, i, b, k)) {
        return false;
      }
      k = b.next(k);
    }
    return true;
  }

  /**
   * Walks both in step while their names agree, which is the rule, and searches where they do not;
   * large objects in another order are sorted.
   */
  private static boolean equalObjects(Tape a, int na, Tape b, int nb) {
    int end = a.next(na);
    int k = nb + 2;
    int bEnd = b.next(nb);
    int searches = 0;
    for (int i = na + 2; i < end; i = a.next(i + 2)) {
      boolean inStep = k < bEnd && a.sameName(i, b, k);
      if (!inStep && ++searches > SEARCHES) {
        return compareObjects(a, na, b, nb) == 0;
      }
      int name = inStep ? k : search(a, i, b, nb);
      if (name < 0 || !equal(a, i + 2, b, name + 2)) {
        return false;
      }
      k = b.next(name + 2);
    }
    return true;
  }

  private static int search(Tape a, int i, Tape b, int object) {
    int end = b.next(object);
    for (int k = object + 2; k < end; k = b.next(k + 2)) {
      if (a.sameName(i, b, k)) {
        return k;
      }
    }
    return -1;
  }
}
