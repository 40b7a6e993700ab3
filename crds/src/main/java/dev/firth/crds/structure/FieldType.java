package dev.firth.crds.structure;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.firth.crds.NotBuilt;
import dev.firth.crds.Quantity;
import dev.firth.crds.SecretValue;
import dev.firth.crds.Span;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a field of a resource may hold. */
public sealed interface FieldType {
  /** A text. */
  record Text(boolean secret) implements FieldType {}

  /** An integer that fits its record's type: 64 bits, or 32. */
  record Whole(boolean wide) implements FieldType {}

  /** true or false. */
  record Bool() implements FieldType {}

  /** Any object. */
  record Free() implements FieldType {}

  /** A duration such as 5m. */
  record SpanText() implements FieldType {}

  /** A quantity such as 64Mi. */
  record QuantityText() implements FieldType {}

  /** A point in time, RFC 3339. */
  record InstantText() implements FieldType {}

  /** One of some words. */
  record Words(List<Word> words) implements FieldType {}

  /** A list. */
  record ListOf(FieldType item) implements FieldType {}

  /** An object with names of people's choice. */
  record MapOf(FieldType value) implements FieldType {}

  /** An object with known fields. */
  record ObjectOf(Structure structure) implements FieldType {}

  /** A word of an enumeration; {@code refusal} is there if it is not built yet. */
  record Word(String text, Optional<NotBuilt> refusal) {}

  /** The types that have no parts. */
  Map<Class<?>, FieldType> LEAVES =
      Map.of(
          String.class, new Text(false),
          SecretValue.class, new Text(true),
          Integer.class, new Whole(false),
          Long.class, new Whole(true),
          Boolean.class, new Bool(),
          JsonNode.class, new Free(),
          Span.class, new SpanText(),
          Quantity.class, new QuantityText(),
          Instant.class, new InstantText());

  /** The type of a record component. */
  static FieldType of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          ? new MapOf(of(arguments[1]))
          : new ListOf(of(arguments[0]));
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalStateException("no field of a resource has the type " + type);
    }
    if (plain.isEnum()) {
      return new Words(words(plain));
    }
    FieldType leaf = LEAVES.get(plain);
    return leaf == null ? new ObjectOf(Structure.of(plain)) : leaf;
  }

  private static List<Word> words(Class<?> type) {
    var words = new ArrayList<Word>();
    for (Object constant : type.getEnumConstants()) {
      try {
        var field = type.getField(((Enum<?>) constant).name());
        words.add(
            new Word(
                field.getAnnotation(JsonProperty.class).value(),
                Optional.ofNullable(field.getAnnotation(NotBuilt.class))));
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException("an enum has a field for each constant", e);
      }
    }
    return List.copyOf(words);
  }
}
