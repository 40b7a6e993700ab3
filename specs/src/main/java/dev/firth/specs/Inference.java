package dev.firth.specs;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * What a schema says of the values at one location.
 *
 * @param types sorted names of JSON Schema: array, boolean, integer, null, number, object, string
 * @param exists whether there is a value
 * @param defaultValue what stands for an absent value; null is no default
 * @param sqlType the column type of the source ({@code x-sql-type}), a hint for destinations
 * @param maxLength of strings, in characters
 */
public record Inference(
    List<String> types,
    Existence exists,
    Optional<String> title,
    Optional<String> description,
    Optional<JsonNode> defaultValue,
    boolean secret,
    Optional<String> format,
    Optional<String> contentType,
    Optional<String> contentEncoding,
    Optional<String> sqlType,
    OptionalLong maxLength,
    Optional<BigDecimal> minimum,
    Optional<BigDecimal> maximum) {

  /** Whether a document has a value at a location. */
  public enum Existence {
    /** In every valid document. */
    MUST,
    /** Named by the schema, not required. */
    MAY,
    /** Not named, but not ruled out. */
    IMPLICIT,
    /** Ruled out. */
    CANNOT
  }

  public Inference {
    types = types.stream().sorted().toList();
    defaultValue = defaultValue.filter(value -> !value.isNull());
  }

  /** Nothing but types and existence. */
  public static Inference of(Existence exists, String... types) {
    return new Inference(
        List.of(types),
        exists,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with a string format. */
  public Inference withFormat(String text) {
    return new Inference(
        types,
        exists,
        title,
        description,
        defaultValue,
        secret,
        Optional.of(text),
        contentType,
        contentEncoding,
        sqlType,
        maxLength,
        minimum,
        maximum);
  }

  /** The same with the column type of the source. */
  public Inference withSqlType(String type) {
    return new Inference(
        types,
        exists,
        title,
        description,
        defaultValue,
        secret,
        format,
        contentType,
        contentEncoding,
        Optional.of(type),
        maxLength,
        minimum,
        maximum);
  }

  /** Whether a value is always there and never null. */
  public boolean required() {
    return exists == Existence.MUST && !types.contains("null");
  }
}
