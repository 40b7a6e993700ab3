package dev.firth.documents.shape;

import dev.firth.documents.pattern.EcmaPattern;
import dev.firth.documents.pattern.UndecidedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of a location's objects.
 *
 * @param properties by name
 * @param patterns shapes of the names that match
 * @param additional shape of all other names; absent when no keyword speaks of them, of empty type
 *     when the schema forbids them
 */
public record ObjectShape(
    SortedMap<String, Property> properties,
    List<NamePattern> patterns,
    Optional<Shape> additional) {

  /** A property that the schema names, in {@code properties} or in {@code required}. */
  public record Property(Shape shape, boolean required) {}

  /** An entry of {@code patternProperties}. */
  public record NamePattern(String regex, EcmaPattern compiled, Shape shape) {
    /** A name that cannot be decided is no loss: no document that has it is valid. */
    boolean matches(String name) {
      try {
        return compiled.find(name);
      } catch (UndecidedException _) {
        return false;
      }
    }

    private NamePattern limitedBy(ObjectShape other) {
      return other.patterns.isEmpty() && other.additional.isPresent()
          ? new NamePattern(regex, compiled, shape.intersect(other.additional.get()))
          : this;
    }
  }

  public static final ObjectShape ANY =
      new ObjectShape(new TreeMap<>(), List.of(), Optional.empty());

  public ObjectShape {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    patterns = List.copyOf(patterns);
  }

  /** Shape of the property {@code name}, be it named, matched or neither. */
  public Shape at(String name) {
    Property named = properties.get(name);
    return named != null ? named.shape() : unnamed(name);
  }

  private Shape unnamed(String name) {
    return patterns.stream()
        .filter(p -> p.matches(name))
        .map(NamePattern::shape)
        .reduce(Shape::intersect)
        .orElseGet(() -> additional.orElse(Shape.ANYTHING));
  }

  boolean requires(String name) {
    Property named = properties.get(name);
    return named != null && named.required();
  }

  /**
   * Existence of the property {@code name} in an object.
   *
   * @param onlyObjects whether the location is always an object
   */
  Exists exists(String name, boolean onlyObjects) {
    if (at(name).types().isEmpty()) {
      return Exists.CANNOT;
    }
    if (requires(name)) {
      return onlyObjects ? Exists.MUST : Exists.MAY;
    }
    boolean spoken =
        properties.containsKey(name)
            || additional.isPresent()
            || patterns.stream().anyMatch(p -> p.matches(name));
    return spoken ? Exists.MAY : Exists.IMPLICIT;
  }

  ObjectShape intersect(ObjectShape other) {
    var all = new TreeMap<String, Property>();
    for (String name : names(other)) {
      all.put(
          name,
          new Property(at(name).intersect(other.at(name)), requires(name) || other.requires(name)));
    }
    return new ObjectShape(
        all, allPatterns(other), Bound.either(additional, other.additional, Shape::intersect));
  }

  ObjectShape union(ObjectShape other) {
    var all = new TreeMap<String, Property>();
    for (String name : names(other)) {
      all.put(
          name,
          new Property(at(name).union(other.at(name)), requires(name) && other.requires(name)));
    }
    return new ObjectShape(all, commonPatterns(other), unionAdditional(other));
  }

  private Iterable<String> names(ObjectShape other) {
    var names = new TreeSet<>(properties.keySet());
    names.addAll(other.properties.keySet());
    return names;
  }

  private List<NamePattern> allPatterns(ObjectShape other) {
    var all = new ArrayList<NamePattern>();
    patterns.forEach(p -> all.add(p.limitedBy(other)));
    other.patterns.forEach(p -> all.add(p.limitedBy(this)));
    return all;
  }

  private boolean has(String regex) {
    return patterns.stream().anyMatch(p -> p.regex.equals(regex));
  }

  private List<NamePattern> commonPatterns(ObjectShape other) {
    var common = new ArrayList<NamePattern>();
    for (NamePattern mine : patterns) {
      for (NamePattern theirs : other.patterns) {
        if (mine.regex.equals(theirs.regex)) {
          common.add(new NamePattern(mine.regex, mine.compiled, mine.shape.union(theirs.shape)));
        }
      }
    }
    return common;
  }

  /** A pattern of one side alone is dropped from a union, so what it allows joins the rest. */
  private Optional<Shape> unionAdditional(ObjectShape other) {
    Optional<Shape> rest = Bound.both(additional, other.additional, Shape::union);
    for (NamePattern mine : patterns) {
      rest = other.has(mine.regex) ? rest : rest.map(mine.shape::union);
    }
    for (NamePattern theirs : other.patterns) {
      rest = has(theirs.regex) ? rest : rest.map(theirs.shape::union);
    }
    return rest;
  }
}
