package dev.firth.catalog.load;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON that people wrote as a text. */
public final class JsonText {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private JsonText() {}

  /**
   * One value; duplicate members and trailing text are refused, numbers keep their digits.
   *
   * @throws JacksonException if the text is no JSON
   */
  public static JsonNode read(String text) {
    JsonNode read = STRICT.readTree(text);
    if (read.isMissingNode()) {
      throw DatabindException.from((JsonParser) null, "the text is empty");
    }
    return read;
  }
}
