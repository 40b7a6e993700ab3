package dev.firth.documents.shape;

import dev.firth.documents.shape.ObjectShape.NamePattern;
import dev.firth.documents.shape.ObjectShape.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * An object's shape while it is widened by one object: a named property first, then the patterns
 * that match, then {@code additionalProperties} unless it forbids, and then as a new property.
 */
final class WidenedObject {
  private final ObjectShape was;
  private final boolean first;
  private final Map<String, Property> changed = new TreeMap<>();
  private final Set<String> seen = new HashSet<>();
  private List<NamePattern> patterns;
  private Optional<Shape> additional;
  private boolean widened;

  WidenedObject(ObjectShape was, boolean first) {
    this.was = was;
    this.first = first;
    patterns = was.patterns();
    additional = first ? Optional.of(Shape.NOTHING) : was.additional();
  }

  void member(String name, UnaryOperator<Shape> widen) {
    Property property = was.properties().get(name);
    if (property != null) {
      seen.add(name);
      Shape now = widen.apply(property.shape());
      if (now != property.shape()) {
        changed.put(name, new Property(now, property.required()));
      }
    } else if (!matched(name, widen)) {
      unnamed(name, widen);
    }
  }

  private boolean matched(String name, UnaryOperator<Shape> widen) {
    boolean matched = false;
    for (int i = 0; i < patterns.size(); i++) {
      NamePattern pattern = patterns.get(i);
      if (pattern.matches(name)) {
        matched = true;
        Shape now = widen.apply(pattern.shape());
        if (now != pattern.shape()) {
          widened = true;
          patterns = new ArrayList<>(patterns);
          patterns.set(i, new NamePattern(pattern.regex(), pattern.compiled(), now));
        }
      }
    }
    return matched;
  }

  private void unnamed(String name, UnaryOperator<Shape> widen) {
    if (additional.isEmpty()) {
      return;
    }
    Shape rest = additional.get();
    if (rest.types().isEmpty()) {
      changed.put(name, new Property(widen.apply(Shape.NOTHING), first));
      return;
    }
    Shape now = widen.apply(rest);
    if (now != rest) {
      additional = Optional.of(now);
      widened = true;
    }
  }

  ObjectShape shape() {
    for (var entry : was.properties().entrySet()) {
      if (entry.getValue().required() && !seen.contains(entry.getKey())) {
        changed.put(entry.getKey(), new Property(entry.getValue().shape(), false));
      }
    }
    if (!first && !widened && changed.isEmpty()) {
      return was;
    }
    var all = new TreeMap<>(was.properties());
    all.putAll(changed);
    return new ObjectShape(all, patterns, additional);
  }
}
