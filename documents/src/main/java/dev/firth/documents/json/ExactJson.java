package dev.firth.documents.json;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trees of JSON whose numbers keep their digits, for schemas, configurations and messages of
 * control: what is read once. Documents stay on a {@link Tape}.
 */
public final class ExactJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNumberLength(Integer.MAX_VALUE)
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .maxNestingDepth(Tape.MAX_DEPTH)
                          .build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(2 * Tape.MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ExactJson() {}

  /** The mapper behind {@link #read}, for reading and writing of records. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * One JSON value as a tree.
   *
   * @throws JsonException when the bytes are not one JSON value, by the rules of {@link Tape#parse}
   */
  public static JsonNode read(byte[] bytes, int offset, int length) {
    var tape = new Tape();
    tape.parse(bytes, offset, length);
    try {
      return MAPPER.readTree(bytes, offset, length);
    } catch (JacksonException e) {
      throw new JsonException(
          e.getOriginalMessage(), Math.max(0, (int) e.getLocation().getByteOffset()));
    }
  }

  /** {@link #read(byte[], int, int)} of a text. */
  public static JsonNode read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return read(bytes, 0, bytes.length);
  }

  /** A tree on a tape of its own. */
  public static Tape tape(JsonNode tree) {
    byte[] bytes = MAPPER.writeValueAsBytes(tree);
    var tape = new Tape();
    tape.parse(bytes, 0, bytes.length);
    return tape;
  }
}
