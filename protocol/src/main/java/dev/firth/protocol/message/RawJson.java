package dev.firth.protocol.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bytes of one JSON value that is carried and not looked into: states and checkpoints.
 * Immutable by convention.
 */
public final class RawJson {
  public static final RawJson EMPTY_OBJECT = of("{}");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final byte[] bytes;

  private RawJson(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over: it must hold one JSON value on one line and not change any more. */
  public static RawJson of(byte[] json) {
    return new RawJson(json);
  }

  public static RawJson of(String json) {
    return new RawJson(json.getBytes(StandardCharsets.UTF_8));
  }

  public static RawJson of(JsonNode json) {
    return new RawJson(MAPPER.writeValueAsBytes(json));
  }

  /** Not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** The value, parsed anew. Numbers keep their digits. */
  public JsonNode tree() {
    return MAPPER.readTree(bytes);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RawJson other && Arrays.equals(bytes, other.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
