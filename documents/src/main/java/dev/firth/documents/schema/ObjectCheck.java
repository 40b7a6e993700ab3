package dev.firth.documents.schema;

import dev.firth.documents.json.Marks;
import dev.firth.documents.json.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * properties, required, patternProperties, additionalProperties and propertyNames, in one walk over
 * the members.
 */
final class ObjectCheck extends Check {
  /** What a schema says of one member by name: its schema, and whether it must be there. */
  record Property(byte[] name, @Nullable Check schema, boolean required) {}

  /** What a schema says of the members whose name matches. */
  record Matching(TextCheck name, Check schema) {}

  private static final int FEW = 2;

  private final byte[][] names;
  private final long[] hashes;
  private final @Nullable Check[] schemas;
  private final boolean[] required;
  private final int requiredCount;
  private final int[] slots;

  /** By property: types that a value of it has, where its schema says no more; else 0. */
  private final int[] types;

  /** By property: what its name has the schemas of patternProperties say. */
  private final Check[][] matching;

  private final Matching[] patterns;
  private final @Nullable Check additional;
  private final @Nullable Check propertyNames;
  private final boolean tracked;
  private final boolean everyMember;

  /** A few names, as a condition has them, are looked for: no member need be told apart. */
  private final boolean few;

  ObjectCheck(
      List<Property> properties,
      List<Matching> patterns,
      @Nullable Check additional,
      @Nullable Check propertyNames,
      boolean tracked) {
    int n = properties.size();
    names = new byte[n][];
    hashes = new long[n];
    schemas = new Check[n];
    required = new boolean[n];
    types = new int[n];
    matching = new Check[n][];
    slots = new int[Math.max(4, Integer.highestOneBit(Math.max(1, n)) * 4)];
    int must = 0;
    for (int i = 0; i < n; i++) {
      Property property = properties.get(i);
      names[i] = property.name();
      hashes[i] = Tape.nameHash(names[i], 0, names[i].length);
      schemas[i] = property.schema();
      required[i] = property.required();
      must += property.required() ? 1 : 0;
      types[i] = property.schema() == null ? 0 : property.schema().onlyTypes();
      matching[i] =
          patterns.stream()
              .filter(p -> p.name().accepts(property.name(), 0, property.name().length))
              .map(Matching::schema)
              .toArray(Check[]::new);
      int slot = (int) hashes[i] & slots.length - 1;
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = i + 1;
    }
    requiredCount = must;
    this.patterns = patterns.toArray(Matching[]::new);
    this.additional = additional;
    this.propertyNames = propertyNames;
    this.tracked = tracked;
    everyMember = this.patterns.length > 0 || additional != null || propertyNames != null;
    few = n <= FEW && !everyMember && !tracked;
  }

  /** Which members the schemas of other members are for can only be told by a look at all. */
  @Override
  Check believed() {
    boolean others = Stream.of(patterns).anyMatch(p -> p.schema().believed() != TRUE);
    if (tracked || others || (additional != null && additional.believed() != TRUE)) {
      return this;
    }
    List<Check> members = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      Check schema = schemas[i];
      Check left = schema == null ? TRUE : schema.believed();
      if (left != TRUE) {
        members.add(new InPlace.Member(names[i], left));
      }
    }
    return members.isEmpty() ? TRUE : new InPlace.AllOf(members);
  }

  @Override
  boolean test(Tape t, int node, @Nullable Annotations out) {
    return few ? byName(t, node, out) : byMember(t, node, out);
  }

  private boolean byName(Tape t, int node, @Nullable Annotations out) {
    for (int i = 0; i < names.length; i++) {
      int value = t.findVisible(node, names[i], hashes[i]);
      Check schema = schemas[i];
      if (value < 0 ? required[i] : schema != null && !schema.test(t, value, out)) {
        return false;
      }
    }
    return true;
  }

  private boolean byMember(Tape t, int node, @Nullable Annotations out) {
    int end = t.next(node);
    int present = 0;
    int expected = 0;
    for (int name = node + 2; name < end; ) {
      int value = name + 2;
      if (t.isHidden(name)) {
        name = t.next(value);
        continue;
      }
      int index = find(t, name, expected);
      boolean known = false;
      if (index >= 0) {
        expected = index + 1;
        present += required[index] ? 1 : 0;
        known = schemas[index] != null;
        if (known && !property(t, value, index, out)) {
          return false;
        }
      }
      if (everyMember && !rest(t, name, index, known, out)) {
        return false;
      }
      if (known && tracked) {
        t.marks().push(value);
      }
      name = t.next(value);
    }
    return present == requiredCount;
  }

  private boolean property(Tape t, int value, int index, @Nullable Annotations out) {
    int only = types[index];
    if (only != 0) {
      return SchemaCheck.allows(only, t, value);
    }
    Check schema = schemas[index];
    return schema == null || schema.test(t, value, out);
  }

  /**
   * The index of the property of that name or -1. Members mostly come in the order of the schema:
   * looks there first.
   */
  private int find(Tape t, int name, int expected) {
    long hash = t.hash(name);
    if (expected < hashes.length && hashes[expected] == hash && t.equalTo(name, names[expected])) {
      return expected;
    }
    int mask = slots.length - 1;
    for (int slot = (int) hash & mask; slots[slot] != 0; slot = slot + 1 & mask) {
      int index = slots[slot] - 1;
      if (hashes[index] == hash && t.equalTo(name, names[index])) {
        return index;
      }
    }
    return -1;
  }

  /** What is said of a member by its name, a known one's where the index is no -1. */
  private boolean rest(Tape t, int name, int index, boolean property, @Nullable Annotations out) {
    int value = name + 2;
    boolean known = property;
    if (propertyNames != null && !propertyNames.test(t, name, null)) {
      return false;
    }
    if (index >= 0) {
      for (Check schema : matching[index]) {
        known = true;
        if (!schema.test(t, value, out)) {
          return false;
        }
      }
    } else {
      for (Matching pattern : patterns) {
        if (pattern.name().test(t, name, null)) {
          known = true;
          if (!pattern.schema().test(t, value, out)) {
            return false;
          }
        }
      }
    }
    if (!known && additional != null) {
      known = true;
      if (!additional.test(t, value, out)) {
        return false;
      }
    }
    if (known && !property && tracked) {
      Marks marks = t.marks();
      marks.push(value);
    }
    return true;
  }
}
