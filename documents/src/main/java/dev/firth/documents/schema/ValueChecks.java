package dev.firth.documents.schema;

import dev.firth.documents.json.Decimals;
import dev.firth.documents.json.JsonOrder;
import dev.firth.documents.json.Tape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keywords that look at one value: enum and const, bounds of numbers, of lengths and of counts.
 */
final class ValueChecks {
  private ValueChecks() {}

  /** enum and const. */
  static final class OneOfValues extends Check {
    private final byte[][] strings;
    private final Tape[] others;

    OneOfValues(List<Tape> values) {
      var texts = new ArrayList<byte[]>();
      var rest = new ArrayList<Tape>();
      for (Tape value : values) {
        if (value.type(0) == Tape.STRING) {
          texts.add(value.string(0).getBytes(StandardCharsets.UTF_8));
        } else {
          rest.add(value);
        }
      }
      strings = texts.toArray(byte[][]::new);
      others = rest.toArray(Tape[]::new);
    }

    @Override
    Check believed() {
      return TRUE;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      if (t.type(node) == Tape.STRING) {
        for (byte[] string : strings) {
          if (t.equalTo(node, string)) {
            return true;
          }
        }
        return false;
      }
      for (Tape other : others) {
        if (JsonOrder.equal(t, node, other, 0)) {
          return true;
        }
      }
      return false;
    }
  }

  /** minimum, maximum and their exclusive forms, exact for numbers of any size. */
  static final class Bound extends Check {
    private final Tape limit;
    private final boolean upper;
    private final boolean inclusive;
    private final boolean whole;
    private final long least;
    private final long greatest;

    Bound(Tape limit, boolean upper, boolean inclusive) {
      this.limit = limit;
      this.upper = upper;
      this.inclusive = inclusive;
      whole = limit.type(0) == Tape.INTEGER;
      long value = whole ? limit.longValue(0) : 0;
      boolean none = !inclusive && value == (upper ? Long.MIN_VALUE : Long.MAX_VALUE);
      long inner = inclusive || none ? value : upper ? value - 1 : value + 1;
      least = none ? Long.MAX_VALUE : upper ? Long.MIN_VALUE : inner;
      greatest = none ? Long.MIN_VALUE : upper ? inner : Long.MAX_VALUE;
    }

    @Override
    Check believed() {
      return TRUE;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      if (whole && t.type(node) == Tape.INTEGER) {
        long value = t.longValue(node);
        return value >= least && value <= greatest;
      }
      int order = JsonOrder.compareNumbers(t, node, limit, 0);
      return order == 0 ? inclusive : order < 0 == upper;
    }
  }

  /** multipleOf. */
  static final class MultipleOf extends Check {
    private final Tape divisor;

    MultipleOf(Tape divisor) {
      this.divisor = divisor;
    }

    @Override
    Check believed() {
      return TRUE;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      return Decimals.divides(divisor, 0, t, node);
    }
  }

  /** minLength and maxLength, in code points. */
  static final class Length extends Check {
    private final int min;
    private final int max;

    Length(int min, int max) {
      this.min = min;
      this.max = max;
    }

    @Override
    Check believed() {
      return TRUE;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      int bytes = t.length(node);
      int widest = t.escaped(node) ? 12 : 4;
      if (bytes <= max && (bytes + widest - 1) / widest >= min) {
        return true;
      }
      int points = codePoints(t, node);
      return points >= min && points <= max;
    }

    private static int codePoints(Tape t, int node) {
      byte[] b = t.bytes();
      int points = 0;
      int end = t.offset(node) + t.length(node);
      for (int i = t.offset(node); i < end; i++) {
        if (b[i] == '\\') {
          boolean unicode = b[i + 1] == 'u';
          boolean low =
              unicode && (b[i + 2] | 0x20) == 'd' && (b[i + 3] | 0x20) >= 'c' && b[i + 3] > '9';
          points += low ? 0 : 1;
          i += unicode ? 5 : 1;
        } else {
          points += (b[i] & 0xC0) == 0x80 ? 0 : 1;
        }
      }
      return points;
    }
  }

  /** minItems and maxItems, minProperties and maxProperties. */
  static final class Count extends Check {
    private final int min;
    private final int max;

    Count(int min, int max) {
      this.min = min;
      this.max = max;
    }

    @Override
    Check believed() {
      return TRUE;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      int count = t.type(node) == Tape.OBJECT ? t.visible(node) : t.count(node);
      return count >= min && count <= max;
    }
  }

  /** One entry of dependentRequired: with one member come others. */
  static final class DependentRequired extends Check {
    private final Name name;
    private final Name[] others;

    DependentRequired(byte[] name, List<byte[]> others) {
      this.name = Name.of(name);
      this.others = others.stream().map(Name::of).toArray(Name[]::new);
    }

    @Override
    Check believed() {
      return TRUE;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      if (!name.isIn(t, node)) {
        return true;
      }
      for (Name other : others) {
        if (!other.isIn(t, node)) {
          return false;
        }
      }
      return true;
    }

    private record Name(byte[] utf8, long hash) {
      static Name of(byte[] utf8) {
        return new Name(utf8, Tape.nameHash(utf8, 0, utf8.length));
      }

      boolean isIn(Tape t, int object) {
        return t.findVisible(object, utf8, hash) >= 0;
      }
    }
  }
}
