package dev.firth.documents.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deterministic automaton that finds a regular expression in UTF-8: a state for each set of
 * places that a search could be at, a column for each class of code points that the expression does
 * not tell apart.
 */
final class Automaton {
  private static final int MAX_CELLS = 1 << 16;
  private static final int DEAD = -1;

  /** Found whatever follows. */
  private static final int FOUND = -2;

  private final int[] bounds;
  private final byte[] asciiClass;
  private final int classes;
  private final int[] next;
  private final boolean[] foundAtEnd;
  private final int start;

  private Automaton(int[] bounds, int[] next, boolean[] foundAtEnd, int start) {
    this.bounds = bounds;
    this.next = next;
    this.foundAtEnd = foundAtEnd;
    this.start = start;
    classes = bounds.length;
    asciiClass = new byte[128];
    for (int c = 0; c < 128; c++) {
      asciiClass[c] = (byte) classOf(c);
    }
  }

  /**
   * The automaton of an expression, or nothing where it is not regular or would need too large a
   * table.
   */
  static Optional<Automaton> of(Regex regex) {
    return Program.of(regex).flatMap(program -> new Builder(program).build());
  }

  boolean find(byte[] b, int from, int to) {
    int state = start;
    int i = from;
    while (i < to && state >= 0) {
      int c = b[i];
      if (c >= 0) {
        state = next[state + asciiClass[c]];
        i++;
      } else {
        int size = size(c);
        state = next[state + classOf(decode(b, i, size))];
        i += size;
      }
    }
    return state >= 0 ? foundAtEnd[state / classes] : state == FOUND;
  }

  /** The bytes of a character of well-formed UTF-8 beyond ASCII by its first, which is negative. */
  static int size(int lead) {
    return lead >= (byte) 0xF0 ? 4 : lead >= (byte) 0xE0 ? 3 : 2;
  }

  static int decode(byte[] b, int i, int size) {
    int c = b[i] & (0xFF >> (size + 1));
    for (int k = 1; k < size; k++) {
      c = c << 6 | b[i + k] & 0x3F;
    }
    return c;
  }

  /** The class of a code point: the index of the last bound that is not above it. */
  private int classOf(int c) {
    int at = Arrays.binarySearch(bounds, c);
    return at >= 0 ? at : -at - 2;
  }

  /** Makes states of sets of instructions as they are reached. */
  private static final class Builder {
    private final Program program;
    private final int[] bounds;
    private final Map<List<Integer>, Integer> known = new HashMap<>();
    private final List<int[]> states = new ArrayList<>();
    private int[] next = new int[64];

    Builder(Program program) {
      this.program = program;
      bounds = program.bounds();
    }

    Optional<Automaton> build() {
      if (bounds.length > 127) {
        return Optional.empty();
      }
      int[] places = program.start();
      if (program.found(places)) {
        return Optional.of(new Automaton(bounds, next, new boolean[1], FOUND));
      }
      int start = 0;
      states.add(places);
      for (int s = 0; s < states.size(); s++) {
        if (states.size() * bounds.length > MAX_CELLS) {
          return Optional.empty();
        }
        if (next.length < (s + 1) * bounds.length) {
          next = Arrays.copyOf(next, Math.max(next.length * 2, (s + 1) * bounds.length));
        }
        for (int k = 0; k < bounds.length; k++) {
          next[s * bounds.length + k] = row(state(program.step(states.get(s), bounds[k])));
        }
      }
      var foundAtEnd = new boolean[states.size()];
      for (int s = 0; s < foundAtEnd.length; s++) {
        foundAtEnd[s] = program.foundAtEnd(states.get(s), s == start);
      }
      return Optional.of(new Automaton(bounds, next, foundAtEnd, start));
    }

    /** States are named by where their row of the table begins. */
    private int row(int state) {
      return state < 0 ? state : state * bounds.length;
    }

    private int state(int[] places) {
      if (program.found(places)) {
        return FOUND;
      }
      if (places.length == 0) {
        return DEAD;
      }
      var key = Arrays.stream(places).boxed().toList();
      Integer number = known.get(key);
      if (number == null) {
        number = states.size();
        known.put(key, number);
        states.add(places);
      }
      return number;
    }
  }
}
