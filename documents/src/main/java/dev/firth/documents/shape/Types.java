package dev.firth.documents.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of JSON types. Numbers are two: {@link #INTEGER} and {@link #FRACTIONAL}, the numbers that
 * are not whole; JSON Schema's {@code number} is both.
 *
 * @param bits a sum of the constants of this class
 */
public record Types(int bits) {
  public static final int NULL = 1;
  public static final int BOOLEAN = 2;
  public static final int INTEGER = 4;
  public static final int FRACTIONAL = 8;
  public static final int STRING = 16;
  public static final int ARRAY = 32;
  public static final int OBJECT = 64;
  public static final int NUMBER = INTEGER | FRACTIONAL;

  public static final Types NONE = new Types(0);
  public static final Types ANY = new Types(127);

  /**
   * The types of JSON Schema's {@code type} keyword.
   *
   * @throws IllegalArgumentException for a word that is no type
   */
  public static int ofName(String name) {
    return switch (name) {
      case "null" -> NULL;
      case "boolean" -> BOOLEAN;
      case "integer" -> INTEGER;
      case "number" -> NUMBER;
      case "string" -> STRING;
      case "array" -> ARRAY;
      case "object" -> OBJECT;
      default -> throw new IllegalArgumentException("\"" + name + "\" is not a JSON type");
    };
  }

  /** Whether one of {@code mask}'s types is in the set. */
  public boolean overlaps(int mask) {
    return (bits & mask) != 0;
  }

  /** Whether every member of the set is one of {@code mask}'s; true of the empty set. */
  public boolean within(int mask) {
    return (bits & ~mask) == 0;
  }

  /** Whether the set is exactly {@code mask}. */
  public boolean is(int mask) {
    return bits == mask;
  }

  public boolean isEmpty() {
    return bits == 0;
  }

  /** Whether null is among other types. */
  public boolean nullable() {
    return overlaps(NULL);
  }

  public Types and(Types other) {
    return new Types(bits & other.bits);
  }

  public Types or(Types other) {
    return new Types(bits | other.bits);
  }

  public Types without(int mask) {
    return new Types(bits & ~mask);
  }

  /** Names of JSON Schema, in alphabetical order; the fractional alone is "number" too. */
  public List<String> names() {
    var names = new ArrayList<String>();
    if (overlaps(ARRAY)) {
      names.add("array");
    }
    if (overlaps(BOOLEAN)) {
      names.add("boolean");
    }
    if (overlaps(INTEGER) && !overlaps(FRACTIONAL)) {
      names.add("integer");
    }
    if (overlaps(NULL)) {
      names.add("null");
    }
    if (overlaps(FRACTIONAL)) {
      names.add("number");
    }
    if (overlaps(OBJECT)) {
      names.add("object");
    }
    if (overlaps(STRING)) {
      names.add("string");
    }
    return List.copyOf(names);
  }

  @Override
  public String toString() {
    return isEmpty() ? "nothing" : String.join(" or ", names());
  }
}
