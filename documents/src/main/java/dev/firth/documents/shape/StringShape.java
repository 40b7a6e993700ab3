package dev.firth.documents.shape;

import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a location's strings.
 *
 * @param format JSON Schema's {@code format}
 * @param contentEncoding such as {@code base64}
 * @param contentMediaType such as {@code application/json}
 * @param minLength in code points
 * @param maxLength in code points
 */
public record StringShape(
    Optional<String> format,
    Optional<String> contentEncoding,
    Optional<String> contentMediaType,
    int minLength,
    Optional<Integer> maxLength) {

  public static final StringShape ANY =
      new StringShape(Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty());

  StringShape intersect(StringShape other) {
    return new StringShape(
        format.or(other::format),
        contentEncoding.or(other::contentEncoding),
        contentMediaType.or(other::contentMediaType),
        Math.max(minLength, other.minLength),
        Bound.least(maxLength, other.maxLength));
  }

  StringShape union(StringShape other) {
    return new StringShape(
        unionFormat(other),
        Bound.same(contentEncoding, other.contentEncoding),
        Bound.same(contentMediaType, other.contentMediaType),
        Math.min(minLength, other.minLength),
        Bound.both(maxLength, other.maxLength, Math::max));
  }

  private Optional<String> unionFormat(StringShape other) {
    if (Objects.equals(format, other.format)) {
      return format;
    }
    boolean numbers =
        format.filter(f -> f.equals("integer") || f.equals("number")).isPresent()
            && other.format.filter(f -> f.equals("integer") || f.equals("number")).isPresent();
    return numbers ? Optional.of("number") : Optional.empty();
  }
}
