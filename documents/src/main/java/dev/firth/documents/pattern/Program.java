package dev.firth.documents.pattern;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression as instructions of a machine that may be at many places at once. A set of
 * places holds only what waits: for a character, for the end of the string, or nothing more.
 */
final class Program {
  private static final int MAX_SIZE = 4_000;
  private static final byte CHARACTER = 0;
  private static final byte SPLIT = 1;
  private static final byte START = 2;
  private static final byte END = 3;
  private static final byte FOUND = 4;

  private byte[] kinds = new byte[32];
  private @Nullable CodePoints[] sets = new CodePoints[32];
  private int[] to = new int[32];
  private int[] or = new int[32];
  private int size;
  private boolean regular = true;
  private int first;

  private Program() {}

  /** The program of an expression; nothing where it is not regular or too long. */
  static Optional<Program> of(Regex regex) {
    var program = new Program();
    int found = program.add(FOUND, null, -1, -1);
    program.first = program.write(regex, found);
    return program.regular ? Optional.of(program) : Optional.empty();
  }

  private int add(byte kind, @Nullable CodePoints set, int next, int other) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, size * 2);
      sets = Arrays.copyOf(sets, size * 2);
      to = Arrays.copyOf(to, size * 2);
      or = Arrays.copyOf(or, size * 2);
    }
    kinds[size] = kind;
    sets[size] = set;
    to[size] = next;
    or[size] = other;
    regular &= size < MAX_SIZE;
    return size++;
  }

  /** Writes an expression that goes on at {@code next}, back to front; answers where it begins. */
  private int write(Regex regex, int next) {
    if (!regular) {
      return next;
    }
    return switch (regex) {
      case Regex.Characters(CodePoints set) -> add(CHARACTER, set, next, -1);
      case Regex.Sequence(var parts) -> {
        int at = next;
        for (Regex part : parts.reversed()) {
          at = write(part, at);
        }
        yield at;
      }
      case Regex.Choice(var branches) -> {
        int at = write(branches.getLast(), next);
        for (Regex branch : branches.reversed().subList(1, branches.size())) {
          at = add(SPLIT, null, write(branch, next), at);
        }
        yield at;
      }
      case Regex.Repeat(Regex body, int min, int max, _) -> repeat(body, min, max, next);
      case Regex.Group(Regex body, _) -> write(body, next);
      case Regex.Start() -> add(START, null, next, -1);
      case Regex.End() -> add(END, null, next, -1);
      case Regex.BackReference _, Regex.Look _, Regex.WordBoundary _ -> {
        regular = false;
        yield next;
      }
    };
  }

  private int repeat(Regex body, int min, int max, int next) {
    int at = next;
    if (max == Regex.UNBOUNDED) {
      int loop = add(SPLIT, null, -1, next);
      int begin = write(body, loop);
      to[loop] = begin;
      at = loop;
    } else {
      for (int i = min; i < max && regular; i++) {
        at = add(SPLIT, null, write(body, at), next);
      }
    }
    for (int i = 0; i < min && regular; i++) {
      at = write(body, at);
    }
    return at;
  }

  /**
   * The first code points of the classes that no set of the expression tells apart, ascending from
   * 0.
   */
  int[] bounds() {
    var bounds = new TreeSet<Integer>();
    bounds.add(0);
    for (int i = 0; i < size; i++) {
      CodePoints set = sets[i];
      if (set != null) {
        int[] ranges = set.ranges();
        for (int k = 0; k < ranges.length; k += 2) {
          bounds.add(ranges[k]);
          bounds.add(ranges[k + 1] + 1);
        }
      }
    }
    return bounds.stream().mapToInt(i -> i).toArray();
  }

  /** The places before the first character. */
  int[] start() {
    var reached = new BitSet();
    follow(first, true, false, reached);
    return waiting(reached);
  }

  /**
   * The places after a character of the class that begins with {@code c}; a search may begin anew
   * at each.
   */
  int[] step(int[] places, int c) {
    var reached = new BitSet();
    for (int place : places) {
      CodePoints set = sets[place];
      if (set != null && set.contains(c)) {
        follow(to[place], false, false, reached);
      }
    }
    follow(first, false, false, reached);
    return waiting(reached);
  }

  boolean found(int[] places) {
    return Arrays.stream(places).anyMatch(place -> kinds[place] == FOUND);
  }

  /** Whether the string may end at these places. */
  boolean foundAtEnd(int[] places, boolean atStart) {
    var reached = new BitSet();
    for (int place : places) {
      if (kinds[place] == END) {
        follow(to[place], atStart, true, reached);
      }
    }
    return reached.stream().anyMatch(place -> kinds[place] == FOUND);
  }

  private int[] waiting(BitSet reached) {
    return reached.stream()
        .filter(place -> kinds[place] != SPLIT && kinds[place] != START)
        .toArray();
  }

  private void follow(int from, boolean atStart, boolean atEnd, BitSet reached) {
    var open = new ArrayDeque<Integer>();
    open.push(from);
    while (!open.isEmpty()) {
      int place = open.pop();
      if (reached.get(place)) {
        continue;
      }
      reached.set(place);
      switch (kinds[place]) {
        case SPLIT -> {
          open.push(or[place]);
          open.push(to[place]);
        }
        case START -> {
          if (atStart) {
            open.push(to[place]);
          }
        }
        case END -> {
          if (atEnd) {
            open.push(to[place]);
          }
        }
        default -> {}
      }
    }
  }
}
